package io.github.mlmentor.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Waits until everything that SQLite has committed so far is on the disk. Many wait together for one sync, and SQLite's write lock is
 * not held meanwhile: by itself SQLite syncs each commit alone and under the lock, which bounds it to a few hundred a second. Sound
 * because a commit in write-ahead mode is complete once its frames are in the log, whose checksums tell whole frames from torn ones,
 * and because a checkpoint syncs by itself. Thread-safe.
 */
final class GroupSync {
    private final Path log;
    private long asked;
    private long done;
    private boolean syncing;

    /**
     * Syncs the log of a database.
     *
     * @param file the database; its log lies beside it
     */
    GroupSync(Path file) {
        this.log = Path.of(file + "-wal");
    }

    /**
     * Waits for the disk.
     *
     * @throws StorageException when the disk did not take it
     */
    void await() {
        long mine = ask();
        for (long upTo = lead(mine); upTo > 0; upTo = lead(mine)) {
            boolean fine = false;
            try {
                sync();
                fine = true;
            } finally {
                finish(fine ? upTo : 0);
            }
        }
    }

    private synchronized long ask() {
        asked++;
        return asked;
    }

    /** Up to which request this thread has to sync, or 0 when its own is done. */
    private synchronized long lead(long mine) {
        try {
            while (syncing && done < mine) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while waiting for the disk", e);
        }
        if (done >= mine) {
            return 0;
        }
        syncing = true;
        return asked;
    }

    private synchronized void finish(long upTo) {
        syncing = false;
        done = Math.max(done, upTo);
        notifyAll();
    }

    private void sync() {
        // Without a log there is nothing in it that is not in the file.
        if (!Files.exists(log)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            throw new StorageException(
                    "The disk did not take it (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
