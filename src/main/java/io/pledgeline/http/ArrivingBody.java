package io.pledgeline.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/** The body of a request that arrives while it is worked on, and that may be refused in the middle. */
public final class ArrivingBody extends FilterInputStream {

    private enum State {
        ARRIVING,
        TAKEN,
        REFUSED
    }

    private final HttpServletResponse response;
    private final AtomicReference<State> state = new AtomicReference<>(State.ARRIVING);

    ArrivingBody(InputStream in, HttpServletResponse response) {
        super(in);
        this.response = response;
    }

    /**
     * Says that what matters has arrived: from here on the body is not refused any more.
     *
     * @throws ProblemException if it was
     */
    public void take() {
        if (!state.compareAndSet(State.ARRIVING, State.TAKEN) && state.get() == State.REFUSED) {
            throw ProblemException.beingStopped();
        }
    }

    /** Answers the request, whose thread may wait for the next bytes, unless everything that matters has arrived. */
    void refuse(ProblemAnswers answers) throws IOException {
        if (state.compareAndSet(State.ARRIVING, State.REFUSED)) {
            response.setHeader("Connection", "close");
            answers.answer(response, ProblemException.beingStopped(), "");
        }
    }

    @Override
    public int read() throws IOException {
        requireWanted();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        requireWanted();
        return super.read(bytes, from, length);
    }

    private void requireWanted() {
        if (state.get() == State.REFUSED) {
            throw ProblemException.beingStopped();
        }
    }
}
