# METADATA
# title: Tests of the overriding public interest
package concord.publicinterest_test

import data.concord.fixture

hub := {
	"id": "hub",
	"title": "Safeguarding",
	"custodians": {"organisations": ["BBB"], "types": []},
	"requesters": {"organisations": [], "types": ["NHS_TRUST"]},
	"purposes": ["TREAT"],
	"categories": ["meds", "embryo"],
	"from": "2026-01-01T00:00:00Z",
	"until": "2026-06-30T23:59:59.5Z",
}

answer(basis, question, patient) := fixture.answer_under(
	{"public_interest_bases": {"hub": object.union(hub, basis)}},
	object.union({"basis": "hub"}, question),
	patient,
)

objecting := fixture.registered([fixture.preference("care", "deny", [])])

test_it_opens_what_the_patient_closed_and_is_reviewed if {
	found := answer({}, {}, objecting)
	found.decision == true
	"public-interest-opened" in fixture.keys(found)
	found.obligations == [{"id": "review", "type": "custom", "properties": {"action": "review"}}]
	found.holds_until == "2026-06-30T23:59:59.5Z"
}

test_it_opens_what_cannot_be_read if {
	answer({}, {}, {"standing": "unreadable", "preferences": []}).decision == true
}

test_it_opens_what_the_sensitive_rule_closed if {
	found := fixture.answer_under(
		{
			"public_interest_bases": {"hub": object.union(hub, {"purposes": ["PUBHLTH"], "categories": ["mind"]})},
			"purposes": {},
		},
		{"basis": "hub", "purpose": "PUBHLTH", "categories": ["mind"]},
		fixture.registered([]),
	)
	found.decision == true
}

test_it_is_for_its_parties_purposes_kinds_and_time if {
	cases := [
		{"custodians": {"organisations": ["CCC"], "types": []}},
		{"requesters": {"organisations": ["CCC"], "types": []}},
		{"purposes": ["HRESCH"]},
		{"categories": ["mind"]},
		{"until": "2026-06-30T23:59:59Z"},
		{"from": "2026-07-01T00:00:00Z", "until": "2026-08-01T00:00:00Z"},
	]
	every change in cases {
		found := answer(change, {}, objecting)
		found.decision == false
		"public-interest-not-covered" in fixture.keys(found)
		found.obligations == []
	}
}

test_one_that_is_not_registered_opens_nothing if {
	found := answer({}, {"basis": "none"}, objecting)
	found.decision == false
	"public-interest-not-covered" in fixture.keys(found)
}

test_one_that_is_not_named_opens_nothing if {
	fixture.answer_under({"public_interest_bases": {"hub": hub}}, {}, objecting).decision == false
}

test_what_is_no_name_names_none if {
	every basis in [null, true, 0, ["hub"], {"id": "hub"}] {
		found := answer({}, {"basis": basis}, objecting)
		found.decision == false
		fixture.keys(found) == {"lawful-agreement", "said-choice-deny"}
	}
}

test_it_opens_nothing_that_is_not_lawful if {
	answer({}, {"categories": ["embryo"]}, objecting).decision == false
	answer({"requesters": {"organisations": ["CCC"], "types": []}}, {"requester": "CCC"}, objecting).decision == false
}

test_what_was_open_anyway_needs_no_review if {
	found := answer({}, {}, fixture.registered([]))
	found.decision == true
	found.obligations == []
	fixture.keys(found) == {"lawful-agreement", "said-default-permit"}
}

test_it_is_not_break_glass if {
	answer({"purposes": ["BTG"]}, {"purpose": "BTG"}, objecting).decision == false
}
