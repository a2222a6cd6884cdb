package io.pledgeline.upkeep;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Tells whether this process is being stopped. */
@Component
public class Stopping {

    private final List<Runnable> cuts = new CopyOnWriteArrayList<>();
    private volatile boolean begun;
    private volatile boolean timeUp;

    /** Whether nothing new is to be begun. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether what has not ended by now is to be given up. */
    public boolean isTimeUp() {
        return timeUp;
    }

    /** Does this when the time is up, to end what waits for somebody else. */
    public void whenTimeIsUp(Runnable cut) {
        cuts.add(cut);
    }

    void begin() {
        begun = true;
    }

    void endTime() {
        timeUp = true;
        cuts.forEach(Runnable::run);
    }
}
