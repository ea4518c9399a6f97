package org.goldenthread.query.audit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;

/**
 * Where readings wait while the store is away: local files, encrypted (AES-256-GCM), each reading on disk before its answer goes
 * out. A file whose last reading was cut short by a crash is read up to there: that answer never went out.
 */
public final class Spool {

    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    private final Path folder;
    private final long mostBytes;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param mostBytes how much may wait; beyond it, nothing more is taken */
    public Spool(Path folder, long mostBytes, byte[] masterKey) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.key = derive(masterKey);
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the audit spool needs a folder of its own: " + folder, e);
        }
    }

    private static SecretKeySpec derive(byte[] masterKey) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(masterKey, "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal("audit-spool".getBytes(StandardCharsets.US_ASCII)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Writes a reading to disk. @throws IOException where the spool is full or cannot be written */
    synchronized void add(Reading reading) throws IOException {
        byte[] sealed = seal(line(reading).getBytes(StandardCharsets.UTF_8));
        var file = active();
        if (size() + sealed.length + Integer.BYTES > mostBytes) {
            throw new IOException("the audit spool is full");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var bytes = ByteBuffer.allocate(Integer.BYTES + sealed.length).putInt(sealed.length).put(sealed).flip();
            long before = channel.size();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(before); // half a reading would hide the ones after it
                throw e;
            }
        }
    }

    /** Takes what waits out of the way of new readings and returns its files, oldest first. */
    synchronized List<Path> rotate() throws IOException {
        if (Files.exists(active())) {
            Files.move(active(), folder.resolve("waiting-%020d".formatted(System.nanoTime()) + "-" + UUID.randomUUID()));
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("waiting-")).sorted().toList();
        }
    }

    /** Whether anything waits. */
    synchronized boolean isEmpty() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private long size() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private Path active() {
        return folder.resolve("readings");
    }

    /** The readings of one file. */
    List<Reading> read(Path file) throws IOException {
        var readings = new ArrayList<Reading>();
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                byte[] sealed = in.readNBytes(in.readInt());
                readings.add(reading(new String(open(sealed), StandardCharsets.UTF_8)));
            }
        } catch (EOFException e) {
            return readings;
        } catch (GeneralSecurityException e) {
            return readings; // the last one, cut short by a crash
        }
    }

    private byte[] seal(byte[] plain) {
        try {
            byte[] iv = new byte[IV];
            random.nextBytes(iv);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private byte[] open(byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < IV) {
            throw new GeneralSecurityException("cut short");
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, IV));
        return cipher.doFinal(sealed, IV, sealed.length - IV);
    }

    private static String line(Reading r) {
        return String.join("\n", r.id().toString(), r.ledger().toString(), Long.toString(r.at().toEpochMilli()), r.user().toString(), r.role().name(),
                r.agency().toString(), r.why(), r.what(), r.origin(), r.ids().stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    private static Reading reading(String line) {
        var parts = line.split("\n", -1);
        return new Reading(UUID.fromString(parts[0]), new LedgerId(Integer.parseInt(parts[1])), Instant.ofEpochMilli(Long.parseLong(parts[2])),
                UserId.of(parts[3]), Role.valueOf(parts[4]), AgencyId.of(parts[5]), parts[6], parts[7], parts[8],
                parts[9].isEmpty() ? List.of() : Arrays.stream(parts[9].split(",", -1)).map(UUID::fromString).toList());
    }
}
