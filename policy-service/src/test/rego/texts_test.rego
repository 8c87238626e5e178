# METADATA
# title: Tests of the texts
package concord.texts_test

import data.concord.texts

test_words_fill_their_places if {
	texts.filled("{who}: {what}, {what}", {"who": "She", "what": ["one", "two"]}) == "She: one, two, one, two"
}

test_what_is_not_a_word_fills_no_place if {
	every value in [null, true, 7, [7], {"a": "one"}] {
		texts.filled("{what} by {who}", {"what": value, "who": "her"}) == "{what} by her"
	}
}
