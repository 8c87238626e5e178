# METADATA
# title: Resources of other types
# description: >-
#   A release may bring a module for a type of resource other than a patient's record: a package concord.types.of.<name> that says
#   its resource_type, and whose decision and reasons rest on the question's four members as they came. Without such a module a
#   question about that type is a gap.
package concord.types

import data.concord.question

# The module for this question, where the release has one; of several the first by name.
module := min(modules)

modules := {name |
	question.asked.resource_type != "patient-record"
	some name
	data.concord.types.of[name].resource_type == question.asked.resource_type
}

governed if is_string(module)

permitted if data.concord.types.of[module].decision == true

reasons := data.concord.types.of[module].reasons
