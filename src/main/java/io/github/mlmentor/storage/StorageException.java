package io.github.mlmentor.storage;

/** The database could not do what it was asked; what was to be stored is not stored. The message says what to do about it. */
public final class StorageException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    StorageException(String message) {
        super(message);
    }
}
