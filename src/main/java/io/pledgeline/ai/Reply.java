package io.pledgeline.ai;

import java.time.Duration;
import java.util.Set;
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
     * @param status of the HTTP answer, 0 when there was none
     * @param why in words for the creator
     * @param retryAfter how long the provider asks to wait
     */
    record Away(int status, String why, @Nullable Duration retryAfter) implements Reply {

        private static final Set<Integer> BUSY = Set.of(429, 503);

        /** Whether the provider asks everybody to wait. */
        boolean isForAll() {
            return retryAfter != null && BUSY.contains(status);
        }

        @Override
        public String outcome() {
            return "AWAY";
        }
    }

    /** It was not asked: it did not answer others, or the call could not be noted. */
    record NotAsked(boolean providerIsAway) implements Reply {
        @Override
        public String outcome() {
            return "NOT_ASKED";
        }
    }

    /** It never will answer this question. */
    record Refused(int status) implements Reply {

        private static final Set<Integer> FOR_ITS_CONTENT = Set.of(400, 413, 422);

        /** Whether a part of the question may be answered: it is too long, or a filter does not take a row. */
        boolean isForItsContent() {
            return FOR_ITS_CONTENT.contains(status);
        }

        @Override
        public String outcome() {
            return "REFUSED";
        }
    }
}
