package io.pledgeline.load;

/** Why nothing of a chunk could be written, in words without values of its rows. */
public record Failure(String code, String detail) {}
