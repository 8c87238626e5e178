# METADATA
# title: Whether an exception applies, and what it comes to
# description: >-
#   Conditions of one exception are ANDed, members of one condition ORed, an absent condition doesn't constrain (FHIR R4
#   Consent.provision). A purpose covers those below it in the ActReason hierarchy, but never break-glass, which must be named.
package concord.matching

import data.concord.question

# A choice about an organisation carries to its successor.
requester_names := {question.asked.requester} | {code | some code in question.requester.predecessors}

# The purposes that the one asked for falls under.
asked_purposes := {question.asked.purpose} | {broader |
	some broader, narrower in data.concord.codes.purposes
	question.asked.purpose in narrower
}

applies(exception, category) if {
	meets(exception.organisations, requester_names)
	meets(exception.organisation_types, {question.requester.type})
	meets(exception.categories, {category})
	meets(exception.purposes, asked_purposes)
	labelled(exception, category)
}

meets(members, _) if count(members) == 0

meets(members, values) if {
	some member in members
	member in values
}

# Security labels. A confidentiality is a high-water mark: a permit reaches up to it, anything else from it upwards. A
# sensitivity covers those below it. A permit must be met in each kind of label that it names, by what the question says. For
# anything else one label is enough; the category's own labels count too, and what nobody says counts as if it had been said.
labelled(exception, _) if count(exception.labels) == 0

labelled(exception, _) if {
	exception.effect == "permit"
	within_confidentiality({data.concord.codes.confidentiality[mark] | some mark in exception.labels})
	within_sensitivity({mark | some mark in exception.labels; not is_confidentiality(mark)})
}

labelled(exception, category) if {
	exception.effect != "permit"
	some mark in exception.labels
	touches(mark, category)
}

is_confidentiality(label) if data.concord.codes.confidentiality[label]

levels := {data.concord.codes.confidentiality[label] | some label in question.asked.labels}

sensitivities := {label | some label in question.asked.labels; not is_confidentiality(label)}

# Other labels (of handling, of tests, unknown ones) say nothing of how sensitive something is.
says_sensitivity if {
	some label in sensitivities
	data.concord.codes.sensitivities[label]
}

within_confidentiality(marks) if count(marks) == 0

within_confidentiality(marks) if max(levels) <= max(marks)

within_sensitivity(marks) if count(marks) == 0

within_sensitivity(marks) if {
	count(sensitivities) > 0
	every label in sensitivities {
		some mark in marks
		covers(mark, label)
	}
}

borne(category) := {label | some label in question.asked.labels} | {label |
	some label in data.register.categories[category].labels
}

touches(mark, category) if {
	some label in borne(category)
	data.concord.codes.confidentiality[label] >= data.concord.codes.confidentiality[mark]
}

touches(mark, category) if {
	some label in borne(category)
	covers(mark, label)
}

touches(mark, _) if {
	is_confidentiality(mark)
	count(levels) == 0
}

# What is stigmatising is labelled R at least (IHE PCF), so what is normal isn't; of all else the sensitivity isn't known.
touches(mark, _) if {
	not is_confidentiality(mark)
	not says_sensitivity
	not normal
}

normal if max(levels) <= data.concord.codes.confidentiality.N

covers(mark, label) if mark == label

covers(mark, label) if label in data.concord.codes.sensitivities[mark]

# What the exceptions of one level that apply come to: each of them asks its own exceptions first, then deny wins. Rego knows no
# recursion, so the levels stand one by one. There can't be more (PreferenceRule.DEEPEST); should there be, it is a deny.
outcomes_2(exceptions, category) := [effect_2(one, category) | some one in exceptions; applies(one, category)]

outcomes_3(exceptions, category) := [effect_3(one, category) | some one in exceptions; applies(one, category)]

outcomes_4(exceptions, category) := [effect_4(one, category) | some one in exceptions; applies(one, category)]

outcomes_5(exceptions, category) := [effect_5(one) | some one in exceptions; applies(one, category)]

effect_1(one, category) := turned(one.effect, outcomes_2(one.exceptions, category))

effect_2(one, category) := turned(one.effect, outcomes_3(one.exceptions, category))

effect_3(one, category) := turned(one.effect, outcomes_4(one.exceptions, category))

effect_4(one, category) := turned(one.effect, outcomes_5(one.exceptions, category))

effect_5(one) := one.effect if {
	count(one.exceptions) == 0
} else := "deny"

turned(effect, outcomes) := effect if {
	count(outcomes) == 0
} else := "permit" if {
	every outcome in outcomes {
		outcome == "permit"
	}
} else := "deny"
