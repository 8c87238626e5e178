# METADATA
# title: 1. Known?
# description: >-
#   Everything that the question names is registered and active. What isn't is a gap: a deny that says what is missing and
#   who can supply it, told apart from a refusal.
package concord.known

import data.concord.question
import data.concord.types

# What may be done with a patient's record.
actions := {"read", "search"}

order := ["resource-type", "action", "requester", "custodian", "purpose", "category", "patient"]

gaps["resource-type"] := {"name": question.asked.resource_type} if {
	not is_patient_record
	not types.governed
}

gaps["action"] := {"name": question.asked.action} if {
	is_patient_record
	not action_known
}

gaps["requester"] := {"name": question.asked.requester} if {
	is_patient_record
	not requester_active
}

gaps["custodian"] := {"name": question.asked.custodian} if {
	is_patient_record
	not custodian_active
}

gaps["purpose"] := {"name": question.asked.purpose} if {
	is_patient_record
	not question.purpose
}

gaps["category"] := {"name": sort(unknown_categories)} if {
	is_patient_record
	count(unknown_categories) > 0
}

# Somebody who isn't on the patient register: the purpose says whether that is someone who has said nothing.
gaps["patient"] := {"name": question.purpose.title} if {
	question.patient.standing == "unregistered"
	not as_unsaid
}

# Rules of their own, because an undefined member inside a negation would leave the negation undefined, too.
action_known if question.asked.action in actions

as_unsaid if question.purpose.unregistered_patient == "as-unsaid"

requester_active if active(question.asked.requester)

custodian_active if active(question.asked.custodian)

is_patient_record if question.asked.resource_type == "patient-record"

active(code) if data.register.organisations[code].status == "active"

unknown_categories := {category |
	some category in question.categories
	not data.register.categories[category]
}

all_known if {
	is_patient_record
	count(gaps) == 0
	count(question.categories) > 0
}

reasons := [reason |
	some missing in order
	parameters := gaps[missing]
	reason := {"rule": "known", "effect": "deny", "text_key": concat("", ["known-no-", missing]), "parameters": parameters}
]
