# METADATA
# title: 2. Lawful?
# description: >-
#   Some active, signed agreement covers custodian to requester, the purpose and the category at this instant; or both are
#   the same organisation. Legally restricted categories need an agreement that names the statutory exception (Human
#   Fertilisation and Embryology Acts, Gender Recognition Act 2004), within one organisation too.
package concord.lawful

import data.concord.period
import data.concord.question

same_organisation if question.asked.requester == question.asked.custodian

# Agreements between these two for this purpose, whatever their state.
between contains id if {
	some id, agreement in data.register.agreements
	party(agreement.custodians, question.asked.custodian)
	party(agreement.requesters, question.asked.requester)
	question.asked.purpose in agreement.purposes
}

party(side, code) if code in side.organisations

party(side, code) if data.register.organisations[code].type in side.types

in_force contains id if {
	some id in between
	agreement := data.register.agreements[id]
	agreement.status == "active"
	count(agreement.signatories) > 0
	period.holds(agreement)
	not approval_over(agreement)
}

# An approval under section 251 (NHS Act 2006) that has expired takes the ground from under its agreement.
approval_over(agreement) if period.over(agreement.section_251)

# For each category that is open: the agreements that open it.
covering[category] contains id if {
	some id in in_force
	agreement := data.register.agreements[id]
	some category in question.categories
	category in agreement.categories
	unrestricted(category, agreement)
}

unrestricted(category, _) if question.class(category) in {"ordinary", "sensitive"}

unrestricted(category, agreement) if {
	question.class(category) == "restricted"
	count(agreement.statutory_exceptions) > 0
}

# What stands for the ground that a record is the requester's own; no agreement has that id.
own := ""

# For each category that is open: the grounds that open it.
grounds[category] contains id if some id in covering[category]

grounds[category] contains own if {
	same_organisation
	some category in question.categories
	question.class(category) in {"ordinary", "sensitive"}
}

open contains category if some category, _ in grounds

listed contains category if {
	some id in in_force
	some category in data.register.agreements[id].categories
}

restricted contains category if {
	some category in (question.categories - open)
	question.class(category) == "restricted"
	reachable(category)
}

reachable(_) if same_organisation

reachable(category) if category in listed

uncovered := (question.categories - open) - restricted

# Agreements that open something: that which opens most of what was asked comes first, the first by id among equals.
ranked := sort([[0 - count(opened), id] |
	some id in in_force
	opened := {category | some category in question.categories; id in covering[category]}
	count(opened) > 0
])

state(id) := "unsigned" if {
	agreement := data.register.agreements[id]
	agreement.status == "active"
	count(agreement.signatories) == 0
} else := "not-yet" if {
	agreement := data.register.agreements[id]
	agreement.status == "active"
	not period.begun(agreement)
} else := "expired" if {
	agreement := data.register.agreements[id]
	agreement.status == "active"
	period.over(agreement)
} else := "approval-expired" if {
	agreement := data.register.agreements[id]
	agreement.status == "active"
	approval_over(agreement)
} else := data.register.agreements[id].status

# Nothing was ever agreed between these two for this purpose. An agreement that is suspended or over is a refusal instead.
no_agreement if {
	not same_organisation
	count(between) == 0
}

reasons := array.concat(permits, denies)

permits := array.concat(
	[{
		"rule": "lawful",
		"effect": "permit",
		"text_key": "lawful-same-organisation",
		"parameters": {"organisation": question.asked.requester, "organisation_name": question.requester.name},
	} |
		same_organisation
		count(open) > 0
	],
	[{
		"rule": "lawful",
		"effect": "permit",
		"text_key": "lawful-agreement",
		"parameters": {"agreement": entry[1], "title": data.register.agreements[entry[1]].title},
	} |
		some entry in ranked
	],
)

denies := array.concat(array.concat(missing, stopped), array.concat(restrictions, omissions))

parties := {
	"organisation": question.asked.requester,
	"organisation_name": question.requester.name,
	"custodian": question.asked.custodian,
	"custodian_name": question.custodian.name,
	"purpose": question.asked.purpose,
	"purpose_title": question.purpose.title,
}

missing := [{"rule": "lawful", "effect": "deny", "text_key": "lawful-no-agreement", "parameters": parties} | no_agreement]

stopped := [reason |
	not same_organisation
	count(in_force) == 0
	some id in sort(between)
	reason := {
		"rule": "lawful",
		"effect": "deny",
		"text_key": concat("", ["lawful-agreement-", state(id)]),
		"parameters": {"agreement": id, "title": data.register.agreements[id].title},
	}
]

restrictions := [{
	"rule": "lawful",
	"effect": "deny",
	"text_key": "lawful-restricted",
	"parameters": {"categories": sort(restricted), "category_titles": question.titles(restricted)},
} |
	count(restricted) > 0
]

omissions := [{
	"rule": "lawful",
	"effect": "deny",
	"text_key": "lawful-category-not-covered",
	"parameters": {"categories": sort(uncovered), "category_titles": question.titles(uncovered)},
} |
	count(uncovered) > 0
	count(in_force) > 0
]

# Every instant at which one of the agreements between these two begins or ends, or its approval.
turns := period.turns(array.concat(
	[data.register.agreements[id] | some id in between],
	[data.register.agreements[id].section_251 | some id in between],
))
