package io.pledgeline.ai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a call of the model. */
sealed interface Reply {

    /** One word for {@code ai_calls}. */
    String outcome();

    /**
     * It answered.
     *
     * @param text of the answer, not checked yet
     */
    record Answered(
            String text, @Nullable Long tokensIn, @Nullable Long tokensOut) implements Reply {
        @Override
        public String outcome() {
            return "ANSWERED";
        }
    }

    /** It answered, but nothing can be made of it. */
    record Unusable(
            String why, @Nullable Long tokensIn, @Nullable Long tokensOut) implements Reply {
        @Override
        public String outcome() {
            return "UNUSABLE";
        }
    }

    /**
     * It did not answer this time.
     *
     * @param why in words for the creator
     * @param retryAfter how long the provider asks to wait
     */
    record Away(String why, @Nullable Duration retryAfter) implements Reply {
        @Override
        public String outcome() {
            return "AWAY";
        }
    }

    /** It was not asked, because it did not answer others. */
    record NotAsked(boolean providerIsAway) implements Reply {
        @Override
        public String outcome() {
            return "NOT_ASKED";
        }
    }

    /** It never will answer. */
    record Refused(int status) implements Reply {
        @Override
        public String outcome() {
            return "REFUSED";
        }
    }
}
