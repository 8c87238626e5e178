# METADATA
# title: 1. Known?
# description: >-
#   Everything that the question names is registered and active. What isn't is a gap: a deny that says what is missing and
#   who can supply it, told apart from a refusal.
package concord.known

import data.concord.question

# What a question may be about, and what may be done with it, until a release says more.
resource_types := {"patient-record"}

actions := {"read", "search"}

order := ["resource-type", "action", "requester", "custodian", "purpose", "category", "patient"]

gaps["resource-type"] := {"name": question.asked.resource_type} if not question.asked.resource_type in resource_types

gaps["action"] := {"name": question.asked.action} if {
	is_patient_record
	not question.asked.action in actions
}

gaps["requester"] := {"name": question.asked.requester} if {
	is_patient_record
	not active(question.asked.requester)
}

gaps["custodian"] := {"name": question.asked.custodian} if {
	is_patient_record
	not active(question.asked.custodian)
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
	question.purpose.unregistered_patient != "as-unsaid"
}

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
