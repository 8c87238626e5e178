# METADATA
# title: What a search may find
# description: >-
#   The candidates that a type's module knows for a search (AuthZEN 1.0 §8): subjects or resources with type and id, actions
#   with name. Each of them is asked about like any other question afterwards. A type without a module has none.
package concord.search

import data.concord.types

results := data.concord.types.of[types.module].candidates[input.search]
