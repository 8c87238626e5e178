# METADATA
# title: Tests of what the patient said
package concord.said_test

import data.concord.fixture
import data.concord.said

closed(question, preferences) := found if {
	found := said.closed with input as fixture.input_of(question, fixture.registered(preferences))
		with data.register as fixture.register
}

deny(conditions) := fixture.exception("deny", conditions)

permit(conditions) := fixture.exception("permit", conditions)

care(effect, exceptions) := [fixture.preference("care", effect, exceptions)]

test_the_base_effect if {
	closed({}, care("permit", [])) == set()
	closed({}, care("deny", [])) == {"meds"}
}

test_an_exception_flips_the_base if {
	closed({}, care("permit", [deny({"organisations": ["AAA"]})])) == {"meds"}
	closed({}, care("deny", [permit({"organisations": ["AAA"]})])) == set()
}

test_an_exception_for_another_does_not if {
	closed({}, care("permit", [deny({"organisations": ["BBB"]})])) == set()
	closed({}, care("deny", [permit({"organisations": ["BBB"]})])) == {"meds"}
}

test_conditions_are_anded if {
	closed({}, care("permit", [deny({"organisations": ["AAA"], "categories": ["mind"]})])) == set()
	closed({}, care("permit", [deny({"organisations": ["AAA"], "categories": ["meds"], "purposes": ["TREAT"], "organisation_types": ["NHS_TRUST"]})])) == {"meds"}
	closed({}, care("permit", [deny({"organisations": ["AAA"], "organisation_types": ["GP_PRACTICE"]})])) == set()
	closed({}, care("permit", [deny({"organisations": ["AAA"], "purposes": ["BTG"]})])) == set()
}

test_members_are_ored if {
	closed({}, care("permit", [deny({"organisations": ["BBB", "AAA"]})])) == {"meds"}
	closed({"categories": ["meds", "mind"]}, care("permit", [deny({"categories": ["mind", "other"]})])) == {"mind"}
}

test_an_exception_without_conditions_holds_for_all if closed({}, care("permit", [deny({})])) == {"meds"}

test_at_equal_depth_deny_wins if {
	closed({}, care("deny", [permit({"organisations": ["AAA"]}), deny({"categories": ["meds"]})])) == {"meds"}
	closed({}, care("permit", [deny({"categories": ["meds"]}), permit({"organisations": ["AAA"]})])) == {"meds"}
}

test_of_several_schemes_deny_wins if {
	yes := fixture.preference("research", "permit", [])
	closed({"purpose": "HRESCH"}, [yes]) == set()
	closed({"purpose": "HRESCH"}, [yes, fixture.preference("practice", "deny", [])]) == {"meds"}
}

test_a_scheme_that_does_not_govern_says_nothing if {
	closed({}, [fixture.preference("research", "deny", [])]) == set()
}

test_a_scheme_of_some_custodians if {
	preferences := [fixture.preference("research", "permit", []), fixture.preference("practice", "deny", [])]
	closed({"purpose": "HRESCH", "custodian": "AAA"}, preferences) == set()
}

test_defaults if {
	closed({}, []) == set()
	closed({"purpose": "HRESCH"}, []) == {"meds"}
}

test_a_choice_carries_to_the_successor if {
	closed({}, care("permit", [deny({"organisations": ["OLD"]})])) == {"meds"}
}
