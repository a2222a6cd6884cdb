package io.pledgeline.platform;

import java.util.List;

/** Says which platform the headers of a file speak of. */
public sealed interface Detection {
    /** One platform leads clearly. */
    record Recognised(String platform, String version, int score) implements Detection {}

    /** None does: every platform that shares a signature column with the file, best first. */
    record Unknown(List<Candidate> candidates) implements Detection {}

    /** A platform and the sum of the weights of its signature columns in the file. */
    record Candidate(String platform, int score) {}
}
