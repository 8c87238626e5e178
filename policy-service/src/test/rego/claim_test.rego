# METADATA
# title: Tests of who may claim a purpose
package concord.claim_test

import data.concord.fixture

limited := {"purposes": {"TREAT": {"roles": ["R8000"]}}}

answer(question) := fixture.answer_under(limited, question, fixture.registered([]))

test_a_role_that_may if answer({"role": "R8000"}).decision == true

test_a_role_that_may_not if {
	found := answer({"role": "R8008"})
	found.decision == false
	found.permitted == []
	fixture.keys(found) == {"known-role-may-not"}
	not found.gap
	not found.agreement
}

test_a_role_that_is_not_said if {
	fixture.keys(answer({})) == {"known-role-missing"}
	answer({}).decision == false
}

test_a_purpose_without_roles_is_for_all if {
	fixture.answer_under({"purposes": {"TREAT": {"roles": []}}}, {}, fixture.registered([])).decision == true
}

test_break_glass_needs_its_role_too if {
	things := {"purposes": {"BTG": {"roles": ["R8000"]}}}
	found := data.concord.decision.answer with input as object.union(
		fixture.input_of({"purpose": "BTG", "role": "R8008"}, fixture.registered([])),
		{"facts": {"grant": {"reason": "OVRER", "until": "2026-07-01T00:30:00Z"}}},
	)
		with data.register as fixture.register_with(things)
		with data.system.bundles as fixture.bundles
	found.decision == false
}
