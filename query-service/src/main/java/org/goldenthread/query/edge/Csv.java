package org.goldenthread.query.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Rows as a file that Excel and LibreOffice open right: with a byte order mark, and no cell that they would take for a formula. */
public final class Csv {

    private Csv() {}

    /** An answer that is saved under a name. */
    public static ResponseEntity<String> answer(String name, List<String> header, List<List<Object>> rows) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header("Content-Disposition", "attachment; filename=\"" + name.toLowerCase(Locale.ROOT).replace('_', '-') + ".csv\"").body(write(header, rows));
    }

    static String write(List<String> header, List<List<Object>> rows) {
        var out = new StringBuilder("\ufeff");
        try (var file = CSVFormat.EXCEL.builder().setHeader(header.toArray(String[]::new)).get().print(out)) {
            for (var row : rows) {
                file.printRecord(row.stream().map(Csv::cell));
            }
        } catch (IOException e) {
            throw new IllegalStateException("a text takes every character", e);
        }
        return out.toString();
    }

    /** Whatever a spreadsheet would calculate is shown instead. */
    private static Object cell(Object value) {
        return value instanceof String text && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : value;
    }
}
