package io.pledgeline.storage;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Lends the memory in which the parts of all files wait for the object store. */
@Component
public class PartBuffers {

    private final int partSize;
    private final Semaphore lendable;

    PartBuffers(StorageSettings settings) {
        this.partSize = (int) settings.partSize().toBytes();
        this.lendable = new Semaphore((int) (settings.bufferBudget().toBytes() / partSize));
    }

    /** A buffer for one part, in the heap while the budget lasts, else in a temporary file. */
    public PartBuffer lend() {
        return lendable.tryAcquire() ? new HeapPartBuffer(partSize, lendable::release) : new FilePartBuffer(partSize);
    }
}
