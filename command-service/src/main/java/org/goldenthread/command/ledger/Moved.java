package org.goldenthread.command.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.goldenthread.events.values.LedgerId;

/** The ledgers a follower has been told of and not yet looked at. */
public final class Moved {

    private final Set<LedgerId> ledgers = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();

    public void add(LedgerId ledger) {
        lock.lock();
        try {
            ledgers.add(ledger);
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits up to a while for ledgers that moved; empty when the while is over. */
    @SuppressWarnings("WaitNotInLoop") // woken for nothing, a follower looks once too often
    public Set<LedgerId> await(long milliseconds) throws InterruptedException {
        lock.lock();
        try {
            if (ledgers.isEmpty()) {
                some.await(milliseconds, TimeUnit.MILLISECONDS);
            }
            var taken = Set.copyOf(ledgers);
            ledgers.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
