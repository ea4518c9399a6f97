package org.goldenthread.infra.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;

/** A file that only its owner may read, that is there whole or not at all, and never in place of another. */
record OwnersFile(Path path) {

    /** Writes what a file holds. */
    @FunctionalInterface
    interface Content<T> {
        T write(OutputStream out) throws IOException;
    }

    /** @throws NotExported where it is there already, or its folder takes none */
    void check() {
        if (Files.exists(path)) {
            throw alreadyThere();
        }
        if (!Files.isWritable(folder())) {
            throw new NotExported("The folder " + folder() + " is not there or takes no files from you: choose another with --out.");
        }
    }

    <T> T write(Content<T> content) throws IOException {
        var part = folder().resolve("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        part.toFile().deleteOnExit();
        try {
            var written = write(part, content);
            publish(part);
            return written;
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static <T> T write(Path part, Content<T> content) throws IOException {
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE); var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            var written = content.write(out);
            out.flush();
            channel.force(true);
            return written;
        }
    }

    /** By a link, which unlike a move never takes the place of a file that came meanwhile; by a move where there are no links. */
    private void publish(Path part) throws IOException {
        try {
            Files.createLink(path, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(part, path);
        }
    }

    private Path folder() {
        return Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
    }

    private NotExported alreadyThere() {
        return new NotExported(path + " is there already, and an export never takes the place of a file: choose another with --out.");
    }
}
