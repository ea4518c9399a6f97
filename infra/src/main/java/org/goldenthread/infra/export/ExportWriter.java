package org.goldenthread.infra.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a trail as JSON Lines: a header, a line an event, and a signed manifest. */
final class ExportWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private final OutputStream out;
    private final RunningDigest digest = new RunningDigest();

    private ExportWriter(OutputStream out) {
        this.out = out;
    }

    /** @return what was written as the last line */
    static Manifest write(OutputStream out, Header header, Trail trail, Opening opening, SigningKey key) throws IOException {
        var writer = new ExportWriter(out);
        writer.line(header.json());
        for (var link : trail.links()) {
            writer.line(EventLine.json(link, writer.digest.soFar(), opening.of(link.event())));
        }
        var manifest = new Manifest(trail.links().size(), trail.links().getFirst().event().position(), trail.links().getLast().event().position(),
                trail.head().position(), HexFormat.of().formatHex(trail.head().hash()), writer.digest.soFar(), "", "").signedBy(key, header);
        out.write(manifest.line());
        return manifest;
    }

    private void line(ObjectNode json) throws IOException {
        byte[] line = (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        digest.add(line);
        out.write(line);
    }
}
