# METADATA
# title: Tests of resources of other types
package concord.types_test

import data.concord.decision
import data.concord.fixture
import data.concord.search

asked(type) := {
	"facts": {
		"question": {"resource_type": type, "action": "read", "categories": [], "labels": [], "supported_obligations": []},
		"members": {"subject": {"type": "user", "id": "a"}, "action": {"name": "read"}, "resource": {"type": type, "id": "r"}},
	},
	"at": fixture.at,
}

reason := {"rule": "leaflet", "effect": "permit", "text_key": "leaflet", "parameters": {}, "texts": {"patient": "Yes.", "staff": "Yes."}}

leaflet(decided) := {"leaflet": {
	"resource_type": "leaflet",
	"decision": decided,
	"reasons": [reason],
	"candidates": {"resource": [{"type": "leaflet", "id": "r"}]},
}}

answer(type, modules) := found if {
	found := decision.answer with input as asked(type)
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
		with data.concord.types.of as modules
}

test_a_module_decides_about_its_type if {
	found := answer("leaflet", leaflet(true))
	found.decision == true
	found.outcome == "permit"
	found.permitted == []
	found.withheld == []
	found.reasons == [reason]
	not found.gap
	answer("leaflet", leaflet(false)).decision == false
}

test_of_several_modules_for_a_type_the_first_decides if {
	no := leaflet(false).leaflet
	yes := leaflet(true).leaflet
	answer("leaflet", {"a": no, "b": yes}).decision == false
	answer("leaflet", {"a": yes, "b": no}).decision == true
}

# Whatever else the question has of one about a patient's record.
test_a_module_speaks_alone if {
	every changes in [{"purpose": "TREAT"}, {"purpose": "BTG", "categories": []}] {
		question := object.union(fixture.asked, object.union({"resource_type": "leaflet"}, changes))
		found := decision.answer with input as object.union(asked("leaflet"), {"facts": {"question": question}})
			with data.register as fixture.register
			with data.system.bundles as fixture.bundles
			with data.concord.types.of as leaflet(true)
		found.decision == true
		found.reasons == [reason]
		{obligation.id | some obligation in found.obligations} & {"notify-patient", "review"} == set()
		not found.gap
	}
}

test_anything_but_true_is_a_deny if {
	answer("leaflet", leaflet("true")).decision == false
	answer("leaflet", leaflet(1)).decision == false
}

test_without_a_module_it_is_a_gap if {
	found := answer("poster", leaflet(true))
	found.decision == false
	found.gap.missing == "resource-type"
}

test_no_module_decides_about_a_patients_record if {
	not answer("patient-record", {"leaflet": object.union(leaflet(true).leaflet, {"resource_type": "patient-record"})})
}

test_a_module_names_the_candidates_of_a_search if {
	found := search.results with input as object.union(asked("leaflet"), {"search": "resource"})
		with data.concord.types.of as leaflet(true)
	found == [{"type": "leaflet", "id": "r"}]
}

test_without_a_module_or_candidates_there_is_no_result if {
	not search.results with input as object.union(asked("poster"), {"search": "resource"})
		with data.concord.types.of as leaflet(true)
	not search.results with input as object.union(asked("leaflet"), {"search": "subject"})
		with data.concord.types.of as leaflet(true)
}

test_several_answers_at_once_without_the_one_that_is_undefined if {
	found := decision.answers with input as {"batch": [fixture.plain, asked("poster"), asked("leaflet")]}
		with data.concord.types.of as {"leaflet": {"resource_type": "leaflet", "decision": true}}
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
	found["0"].decision == true
	found["1"].decision == false
	object.keys(found) == {"0", "1"}
}
