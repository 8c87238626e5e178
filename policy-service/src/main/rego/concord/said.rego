# METADATA
# title: 3. What did the patient say?
# description: >-
#   For each scheme that governs the purpose: no preference means the default that holds, which is a dated direction's, the
#   purpose's or the scheme's; otherwise the base effect, then its exceptions. Of several schemes deny wins. What can't be read
#   and what is too old counts as deny.
package concord.said

import data.concord.lawful
import data.concord.matching
import data.concord.period
import data.concord.question

readable if question.patient.standing in {"registered", "unregistered"}

unreadable if not readable

governing contains id if {
	some id, scheme in data.register.schemes
	question.asked.purpose in scheme.governs
	concerns_custodian(scheme)
}

concerns_custodian(scheme) if count(scheme.custodian_types) == 0

concerns_custodian(scheme) if question.custodian.type in scheme.custodian_types

# A scheme may not apply to what is shared on some common-law bases, and an approval under section 251 may disapply it.
exempts(ground, scheme) if {
	data.register.agreements[ground].legal_bases.common_law in data.register.schemes[scheme].not_applied_to
}

exempts(ground, scheme) if {
	agreement := data.register.agreements[ground]
	data.register.schemes[scheme].section_251_may_disapply
	agreement.legal_bases.common_law == "section 251"
	agreement.section_251.opt_out_disapplied
}

# The grounds on which a category may be shared: each scheme that governs permits, or doesn't apply to what rests on that ground.
# Grounds are never mixed, or two agreements could together open what neither of them does.
holding[category] contains ground if {
	some category, grounds in lawful.grounds
	some ground in grounds
	every scheme in governing {
		passes(scheme, category, ground)
	}
}

passes(scheme, _, ground) if exempts(ground, scheme)

passes(scheme, category, _) if permits(scheme, category)

# Grounds in the order in which they are relied on: that which holds for most, that which covers most, the first by id.
ranked := sort({[0 - count(held), 0 - count(covered), ground] |
	some ground in lawful.grounds[_]
	held := {category | some category, grounds in holding; ground in grounds}
	covered := {category | some category, grounds in lawful.grounds; ground in grounds}
})

relied[category] := [entry[2] | some entry in ranked; entry[2] in candidates(category)][0] if some category in lawful.open

candidates(category) := object.get(holding, category, lawful.grounds[category])

# The agreement to cite.
cited := data.register.agreements[[entry[2] | some entry in ranked; entry[2] != lawful.own][0]]

exempt contains {"scheme": scheme, "category": category, "agreement": ground} if {
	some category, ground in relied
	some scheme in governing
	exempts(ground, scheme)
}

preferences(scheme) := [preference | some preference in question.patient.preferences; preference.scheme == scheme]

matching_exceptions(scheme, category, effect) := [exception |
	some preference in preferences(scheme)
	some exception in preference.exceptions
	matching.applies(exception, category)
	matching.effect_1(exception, category) == effect
]

# Dated statutory directions (such as a notice under the COPI Regulations 2002) in force for this scheme and purpose.
directing(scheme) := {id |
	some id, direction in data.register.directions
	direction.scheme == scheme
	for_purpose(direction)
	period.holds(direction)
}

for_purpose(direction) if count(direction.purposes) == 0

for_purpose(direction) if question.asked.purpose in direction.purposes

unsaid(scheme) := {"effect": "deny", "by": "direction", "source": source} if {
	source := min({id | some id in directing(scheme); data.register.directions[id].effect != "permit"})
} else := {"effect": "permit", "by": "direction", "source": source} if {
	source := min(directing(scheme))
} else := {"effect": question.purpose.defaults[scheme], "by": "default", "source": scheme} if {
	question.purpose.defaults[scheme]
} else := {"effect": data.register.schemes[scheme].default_effect, "by": "default", "source": scheme}

# An objection that isn't decided yet does meanwhile what the scheme says.
suspended(scheme) if {
	some preference in preferences(scheme)
	preference.under_review
	data.register.schemes[scheme].interim_effect == "permit"
}

# What somebody else owns the truth of is relied on for as long as the scheme says.
too_old(scheme) if {
	data.register.schemes[scheme].fresh_for_seconds
	some preference in preferences(scheme)
	not fresh(scheme, preference)
}

fresh(scheme, preference) if question.at < stale_from(scheme, preference)

stale_from(scheme, preference) := time.parse_rfc3339_ns(preference.as_of) + (data.register.schemes[scheme].fresh_for_seconds * 1000000000)

# How one scheme speaks about one category: what decides, and whether that is a permit.
verdict(scheme, category) := unsaid(scheme) if {
	count(preferences(scheme)) == 0
} else := {"effect": "permit", "by": "interim", "source": scheme} if {
	suspended(scheme)
} else := {"effect": "deny", "by": kind(denying), "source": scheme} if {
	denying := matching_exceptions(scheme, category, "deny")
	count(denying) > 0
} else := {"effect": "deny", "by": "choice", "source": scheme} if {
	count(matching_exceptions(scheme, category, "permit")) == 0
	some preference in preferences(scheme)
	preference.effect != "permit"
} else := {"effect": "deny", "by": "too-old", "source": scheme} if {
	too_old(scheme)
} else := {"effect": "permit", "by": "exception", "source": scheme} if {
	count(matching_exceptions(scheme, category, "permit")) > 0
} else := {"effect": "permit", "by": "choice", "source": scheme}

# What the patient named when she made the exception, in the words that explain it best.
kind(denying) := "organisation" if {
	some exception in denying
	count(exception.organisations) + count(exception.organisation_types) > 0
} else := "category" if {
	some exception in denying
	count(exception.categories) > 0
} else := "exception"

verdicts contains object.union(found, {"scheme": scheme, "category": category}) if {
	not unreadable
	some scheme in governing
	some category, ground in relied
	not exempts(ground, scheme)
	found := verdict(scheme, category)
}

closed contains category if {
	some category in lawful.open
	not holding[category]
}

permits(scheme, category) if {
	not unreadable
	verdict(scheme, category).effect == "permit"
}

# Kinds of information that the patient named herself when she said yes.
asked_to_share contains category if {
	some scheme in governing
	some category in question.categories
	some exception in matching_exceptions(scheme, category, "permit")
	exception.effect == "permit"
	category in exception.categories
}

# Every instant at which a direction begins or ends, or what others own becomes too old.
turns := period.turns([direction |
	some direction in data.register.directions
	direction.scheme in governing
]) | {instant |
	some scheme in governing
	some preference in preferences(scheme)
	instant := stale_from(scheme, preference)
	instant > question.at
}

reasons := array.concat(
	[{"rule": "said", "effect": "deny", "text_key": "said-unreadable", "parameters": {}} |
		unreadable
		count(closed) > 0
	],
	array.concat(exemptions, spoken),
)

exemptions := [reason |
	some group in sort({[one.scheme, one.agreement] | some one in exempt})
	about := {one.category | some one in exempt; [one.scheme, one.agreement] == group}
	reason := {
		"rule": "said",
		"effect": "permit",
		"text_key": "said-not-applied",
		"parameters": {
			"scheme": group[0],
			"scheme_title": data.register.schemes[group[0]].title,
			"agreement": group[1],
			"title": data.register.agreements[group[1]].title,
			"common_law": data.register.agreements[group[1]].legal_bases.common_law,
			"categories": sort(about),
			"category_titles": question.titles(about),
		},
	}
]

spoken := [reason |
	some group in sort({[found.effect, found.scheme, found.by, found.source] | some found in verdicts})
	about := {found.category |
		some found in verdicts
		[found.effect, found.scheme, found.by, found.source] == group
	}
	reason := {
		"rule": "said",
		"effect": group[0],
		"text_key": concat("-", ["said", group[2], group[0]]),
		"parameters": object.union(
			{
				"scheme": group[1],
				"scheme_title": data.register.schemes[group[1]].title,
				"organisation": question.asked.requester,
				"organisation_name": question.requester.name,
				"categories": sort(about),
				"category_titles": question.titles(about),
			},
			directed(group[2], group[3]),
		),
	}
]

directed(by, source) := {"direction": source, "title": data.register.directions[source].title, "reference": data.register.directions[source].reference} if {
	by == "direction"
} else := {}
