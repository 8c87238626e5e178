package uk.concord.consent.preference;

import java.util.List;

/**
 * Choices that are made together.
 *
 * @param choices at most one for each scheme; schemes without one stay as they are
 * @param wording id of the text that was shown
 */
record Change(List<Choice> choices, String wording) {}
