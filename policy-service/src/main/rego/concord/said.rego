# METADATA
# title: 3. What did the patient say?
# description: >-
#   For each scheme that governs the purpose: no preference means the scheme's default; otherwise the base effect, then its
#   exceptions. Conditions of one exception are ANDed, members of one condition ORed, an absent condition doesn't constrain
#   (FHIR R4 Consent.provision). At equal depth deny wins; of several schemes deny wins. What can't be read counts as deny.
package concord.said

import data.concord.lawful
import data.concord.question

unreadable if not question.patient.standing in {"registered", "unregistered"}

governing contains id if {
	some id, scheme in data.register.schemes
	question.asked.purpose in scheme.governs
	concerns_custodian(scheme)
}

concerns_custodian(scheme) if count(scheme.custodian_types) == 0

concerns_custodian(scheme) if question.custodian.type in scheme.custodian_types

# A choice about an organisation carries to its successor.
requester_names := {question.asked.requester} | {code | some code in question.requester.predecessors}

applies(exception, category) if {
	names_organisation(exception)
	names_type(exception)
	names_category(exception, category)
	names_purpose(exception)
}

names_organisation(exception) if count(exception.organisations) == 0

names_organisation(exception) if {
	some code in exception.organisations
	code in requester_names
}

names_type(exception) if count(exception.organisation_types) == 0

names_type(exception) if question.requester.type in exception.organisation_types

names_category(exception, _) if count(exception.categories) == 0

names_category(exception, category) if category in exception.categories

names_purpose(exception) if count(exception.purposes) == 0

names_purpose(exception) if question.asked.purpose in exception.purposes

preferences(scheme) := [preference | some preference in question.patient.preferences; preference.scheme == scheme]

exceptions(scheme, category, effect) := [exception |
	some preference in preferences(scheme)
	some exception in preference.exceptions
	exception.effect == effect
	applies(exception, category)
]

# How one scheme speaks about one category: what decides, and whether that is a permit.
verdict(scheme, category) := {"effect": data.register.schemes[scheme].default_effect, "by": "default"} if {
	count(preferences(scheme)) == 0
} else := {"effect": "deny", "by": kind(denying)} if {
	denying := exceptions(scheme, category, "deny")
	count(denying) > 0
} else := {"effect": "permit", "by": "exception"} if {
	count(exceptions(scheme, category, "permit")) > 0
} else := {"effect": "deny", "by": "choice"} if {
	some preference in preferences(scheme)
	preference.effect != "permit"
} else := {"effect": "permit", "by": "choice"}

# What the patient named when she made the exception, in the words that explain it best.
kind(denying) := "organisation" if {
	some exception in denying
	count(exception.organisations) + count(exception.organisation_types) > 0
} else := "category" if {
	some exception in denying
	count(exception.categories) > 0
} else := "exception"

verdicts contains {"scheme": scheme, "category": category, "effect": found.effect, "by": found.by} if {
	not unreadable
	some scheme in governing
	some category in lawful.open
	found := verdict(scheme, category)
}

closed contains category if {
	unreadable
	some category in lawful.open
}

closed contains category if {
	some found in verdicts
	found.effect != "permit"
	category := found.category
}

# Kinds of information that the patient named herself when she said yes.
asked_to_share contains category if {
	some scheme in governing
	some category in question.categories
	some exception in exceptions(scheme, category, "permit")
	category in exception.categories
}

reasons := array.concat(
	[{"rule": "said", "effect": "deny", "text_key": "said-unreadable", "parameters": {}} | unreadable],
	[reason |
		some group in sort({[found.effect, found.scheme, found.by] | some found in verdicts})
		about := {found.category |
			some found in verdicts
			[found.effect, found.scheme, found.by] == group
		}
		reason := {
			"rule": "said",
			"effect": group[0],
			"text_key": concat("-", ["said", group[2], group[0]]),
			"parameters": {
				"scheme": group[1],
				"scheme_title": data.register.schemes[group[1]].title,
				"organisation": question.asked.requester,
				"organisation_name": question.requester.name,
				"categories": sort(about),
				"category_titles": question.titles(about),
			},
		}
	],
)
