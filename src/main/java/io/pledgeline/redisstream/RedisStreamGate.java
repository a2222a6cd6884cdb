package io.pledgeline.redisstream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the threads of a consumer read, holds them while it is suspended, and sends them home when it stops. */
final class RedisStreamGate {

    private enum Position {
        OPEN,
        SHUT,
        CLOSED_FOR_GOOD
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Position position = Position.OPEN;
    private int inside;

    /** Waits until reading is allowed; true obliges the caller to {@link #leave()}, false tells it to end. */
    boolean enter() {
        lock.lock();
        try {
            while (position == Position.SHUT) {
                moved.awaitUninterruptibly();
            }
            if (position == Position.CLOSED_FOR_GOOD) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
        } finally {
            lock.unlock();
        }
    }

    /** How many threads read or work on a message. */
    int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the given time, less if the gate moves; returns whether it is open. */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (position == Position.OPEN && left > 0) {
                left = moved.awaitNanos(left);
            }
            return position == Position.OPEN;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        move(Position.OPEN);
    }

    void shut() {
        move(Position.SHUT);
    }

    void closeForGood() {
        move(Position.CLOSED_FOR_GOOD);
    }

    private void move(Position to) {
        lock.lock();
        try {
            position = to;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
