package io.github.mlmentor.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the one process that serves from a SQLite file; the system lets go of it when the process dies. */
final class ServingLock implements AutoCloseable {
    private final FileChannel channel;

    private ServingLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StorageException when another process holds it, or the folder cannot be written, with the mend
     */
    static ServingLock take(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel =
                    FileChannel.open(Path.of(file + ".serving"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StorageException(
                        "Another ML Mentor serves from " + file
                                + "; stop it, or give this one a MENTOR_DATA_DIR of its own, or share a PostgreSQL through DATABASE_URL");
            }
            return new ServingLock(channel);
        } catch (IOException e) {
            throw new StorageException(
                    file + " cannot be written; check the rights of its folder (MENTOR_DATA_DIR)", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            // Another part of this process holds it.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
