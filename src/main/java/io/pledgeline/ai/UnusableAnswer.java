package io.pledgeline.ai;

import org.jspecify.annotations.Nullable;

/** The model answered, but so that nothing can be made of it. */
final class UnusableAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Long tokensIn;
    private final @Nullable Long tokensOut;

    /** @param why in words without anything the model said */
    UnusableAnswer(String why) {
        this(why, null, null);
    }

    UnusableAnswer(String why, @Nullable Long tokensIn, @Nullable Long tokensOut) {
        super(why);
        this.tokensIn = tokensIn;
        this.tokensOut = tokensOut;
    }

    @Nullable
    Long tokensIn() {
        return tokensIn;
    }

    @Nullable
    Long tokensOut() {
        return tokensOut;
    }
}
