# METADATA
# title: Periods
# description: >-
#   Periods are half-open: the first instant belongs to them, the last one doesn't. A bound that is absent or null doesn't
#   bound. A bound that can't be read would open or close by accident, so the answer asks readable() of all of them first.
package concord.period

import data.concord.question

holds(thing) if {
	begun(thing)
	not over(thing)
}

begun(thing) if is_null(object.get(thing, "from", null))

begun(thing) if time.parse_rfc3339_ns(thing.from) <= question.at

over(thing) if time.parse_rfc3339_ns(thing.until) <= question.at

# The instants at which the answer about this thing changes, of those that are still to come.
turns(things) := {instant |
	some thing in things
	some name in ["from", "until"]
	instant := time.parse_rfc3339_ns(thing[name])
	instant > question.at
}

# Whether every bound of these things can be read.
readable(things) if {
	every thing in things {
		readable_bound(object.get(thing, "from", null))
		readable_bound(object.get(thing, "until", null))
	}
}

readable_bound(bound) if is_null(bound)

readable_bound(bound) if time.parse_rfc3339_ns(bound)
