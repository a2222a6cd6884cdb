package io.pledgeline.platform;

import io.pledgeline.platform.Proposal.Source;

/**
 * What one column may be.
 *
 * @param score by which guesses at the same field compare, in any order of the columns
 */
record Guess(int index, String field, double confidence, double score, Source source, String reason) {

    /** The same where another column fits as well. */
    Guess rivalled(double most) {
        return new Guess(index, field, Math.min(most, confidence), score, source, Reasons.rivals(field));
    }
}
