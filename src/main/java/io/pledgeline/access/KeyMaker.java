package io.pledgeline.access;

import org.springframework.stereotype.Component;

/** Makes the secret of a new key. */
@Component("keyMaker")
class KeyMaker {

    public Secret make() {
        return Secret.random();
    }
}
