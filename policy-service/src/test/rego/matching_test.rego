# METADATA
# title: Tests of exceptions inside exceptions, purposes and labels
package concord.matching_test

import data.concord.fixture
import data.concord.said

closed(question, exceptions) := found if {
	found := said.closed with input as fixture.input_of(question, fixture.registered([fixture.preference("care", "permit", exceptions)]))
		with data.register as fixture.register
}

research_closed(question, exceptions) := found if {
	found := said.closed with input as fixture.input_of(
		object.union({"purpose": "HRESCH"}, question),
		fixture.registered([fixture.preference("research", "deny", exceptions)]),
	)
		with data.register as fixture.register
}

deny(conditions, exceptions) := fixture.exception("deny", object.union(conditions, {"exceptions": exceptions}))

permit(conditions, exceptions) := fixture.exception("permit", object.union(conditions, {"exceptions": exceptions}))

trusts := {"organisation_types": ["NHS_TRUST"]}

this := {"organisations": ["AAA"]}

meds := {"categories": ["meds"]}

for_care := {"purposes": ["TREAT"]}

test_each_level_turns_the_one_above if {
	closed({}, [deny(trusts, [])]) == {"meds"}
	closed({}, [deny(trusts, [permit(this, [])])]) == set()
	closed({}, [deny(trusts, [permit(this, [deny(meds, [])])])]) == {"meds"}
	closed({}, [deny(trusts, [permit(this, [deny(meds, [permit(for_care, [])])])])]) == set()
	closed({}, [deny(trusts, [permit(this, [deny(meds, [permit(for_care, [deny({}, [])])])])])]) == {"meds"}
}

test_an_inner_exception_that_does_not_apply_turns_nothing if {
	closed({}, [deny(trusts, [permit({"organisations": ["BBB"]}, [])])]) == {"meds"}
}

test_an_inner_exception_of_an_exception_that_does_not_apply_says_nothing if {
	closed({}, [deny({"organisations": ["BBB"]}, [permit({}, [])]), permit({"organisations": ["BBB"]}, [deny({}, [])])]) == set()
}

test_at_equal_depth_deny_wins_on_each_level if {
	closed({}, [deny(trusts, [permit(this, []), deny(meds, [])])]) == {"meds"}
	closed({}, [deny(trusts, [permit(this, [])]), deny(meds, [])]) == {"meds"}
}

test_deeper_than_a_preference_may_be_is_a_deny if {
	sixth := permit({}, [])
	closed({}, [deny({}, [permit({}, [deny({}, [permit({}, [permit({}, [sixth])])])])])]) == {"meds"}
}

test_a_purpose_covers_those_below_it_but_not_break_glass if {
	closed({"purpose": "TREAT"}, [deny(for_care, [])]) == {"meds"}
	emergency := object.union(fixture.register, {
		"purposes": {"ETREAT": fixture.register.purposes.TREAT},
		"schemes": {"care": object.union(fixture.register.schemes.care, {"governs": ["TREAT", "ETREAT", "BTG"]})},
		"agreements": {"dsa": object.union(fixture.agreement, {"purposes": ["TREAT", "ETREAT", "BTG"]})},
	})
	said.closed == {"meds"} with input as fixture.input_of({"purpose": "ETREAT"}, fixture.registered([fixture.preference("care", "permit", [deny(for_care, [])])]))
		with data.register as emergency
	said.closed == set() with input as fixture.input_of({"purpose": "BTG"}, fixture.registered([fixture.preference("care", "permit", [deny(for_care, [])])]))
		with data.register as emergency
	said.closed == {"meds"} with input as fixture.input_of({"purpose": "BTG"}, fixture.registered([fixture.preference("care", "permit", [deny({"purposes": ["BTG"]}, [])])]))
		with data.register as emergency
}

labels(labels) := {"labels": labels}

test_a_denied_confidentiality_reaches_upwards if {
	closed(labels(["N"]), [deny(labels(["R"]), [])]) == set()
	closed(labels(["R"]), [deny(labels(["R"]), [])]) == {"meds"}
	closed(labels(["V"]), [deny(labels(["R"]), [])]) == {"meds"}
	closed(labels(["N", "V"]), [deny(labels(["R"]), [])]) == {"meds"}
}

test_a_denied_confidentiality_reaches_another_one_of_its_level if {
	said.closed == {"meds"} with input as fixture.input_of(labels(["R2"]), fixture.registered([fixture.preference("care", "permit", [deny(labels(["R"]), [])])]))
		with data.register as fixture.register
		with data.concord.codes.confidentiality as {"N": 3, "R": 4, "R2": 4}
}

test_a_permitted_confidentiality_reaches_downwards if {
	research_closed(labels(["N"]), [permit(labels(["N"]), [])]) == set()
	research_closed(labels(["U"]), [permit(labels(["N"]), [])]) == set()
	research_closed(labels(["R"]), [permit(labels(["N"]), [])]) == {"meds"}
	research_closed(labels(["N", "R"]), [permit(labels(["N"]), [])]) == {"meds"}
}

test_labels_that_are_not_said_never_open_and_may_close if {
	closed(labels([]), [deny(labels(["R"]), [])]) == {"meds"}
	closed(labels(["PSY"]), [deny(labels(["R"]), [])]) == {"meds"}
	closed(labels([]), [deny(labels(["PSY"]), [])]) == {"meds"}
	closed(labels(["R"]), [deny(labels(["PSY"]), [])]) == {"meds"}
	closed(labels(["N"]), [deny(labels(["PSY"]), [])]) == set()
	research_closed(labels([]), [permit(labels(["N"]), [])]) == {"meds"}
	research_closed(labels(["R"]), [permit(labels(["PSY"]), [])]) == {"meds"}
}

test_a_sensitivity_covers_those_below_it if {
	closed(labels(["R", "ETHUD"]), [deny(labels(["ETH"]), [])]) == {"meds"}
	closed(labels(["R", "ETH"]), [deny(labels(["ETHUD"]), [])]) == set()
	closed(labels(["R", "PSY"]), [deny(labels(["ETH"]), [])]) == set()
	research_closed(labels(["R", "ETHUD"]), [permit(labels(["ETH"]), [])]) == set()
	research_closed(labels(["R", "ETHUD", "HIV"]), [permit(labels(["ETH"]), [])]) == {"meds"}
	research_closed(labels(["R", "ETHUD", "HIV"]), [permit(labels(["ETH", "HIV"]), [])]) == set()
}

test_a_permit_must_be_met_in_each_kind_of_label if {
	research_closed(labels(["R", "PSY"]), [permit(labels(["N", "PSY"]), [])]) == {"meds"}
	research_closed(labels(["R", "PSY"]), [permit(labels(["R", "PSY"]), [])]) == set()
}

test_labels_of_handling_say_nothing_of_sensitivity if {
	closed(labels(["R", "NORDSCLCD"]), [deny(labels(["PSY"]), [])]) == {"meds"}
	closed(labels(["HTEST"]), [deny(labels(["PSY"]), [])]) == {"meds"}
	closed(labels(["R", "HIV"]), [deny(labels(["PSY"]), [])]) == set()
	research_closed(labels(["R", "PSY", "XYZ"]), [permit(labels(["PSY"]), [])]) == {"meds"}
}

test_a_label_that_nobody_knows_covers_itself if {
	closed(labels(["R", "XYZ"]), [deny(labels(["XYZ"]), [])]) == {"meds"}
	closed(labels(["R", "HIV"]), [deny(labels(["XYZ"]), [])]) == set()
}

test_a_category_has_labels_of_its_own if {
	labelled := object.union(fixture.register, {"categories": {"meds": {"labels": ["ETHUD", "R"]}}})
	said.closed == {"meds"} with input as fixture.input_of(labels(["N"]), fixture.registered([fixture.preference("care", "permit", [deny(labels(["SUD"]), [])])]))
		with data.register as labelled
	said.closed == {"meds"} with input as fixture.input_of(labels(["N"]), fixture.registered([fixture.preference("care", "permit", [deny(labels(["R"]), [])])]))
		with data.register as labelled
	said.closed == set() with input as fixture.input_of(labels(["N"]), fixture.registered([fixture.preference("care", "permit", [deny(labels(["HIV"]), [])])]))
		with data.register as labelled
	said.closed == {"meds"} with input as fixture.input_of(labels([]), fixture.registered([fixture.preference("care", "deny", [permit(labels(["ETHUD"]), [])])]))
		with data.register as labelled
}
