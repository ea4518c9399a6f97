package org.goldenthread.query.rows;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of one row, by column name. */
public record Row(Table table, Object[] values) {

    private int at(String column) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(column);
    }

    @SuppressWarnings("NullAway") // a column that may be null takes null
    public void set(String column, @Nullable Object value) {
        values[at(column)] = value;
    }

    public void add(String column, int more) {
        values[at(column)] = number(column) + more;
    }

    public int number(String column) {
        return (Integer) values[at(column)];
    }

    public long moment(String column) {
        return (Long) values[at(column)];
    }

    public boolean flag(String column) {
        return (Boolean) values[at(column)];
    }

    public String text(String column) {
        return (String) values[at(column)];
    }

    public UUID id(String column) {
        return (UUID) values[at(column)];
    }

    public boolean has(String column) {
        return values[at(column)] != null;
    }

    public List<String> texts(String column) {
        return ((List<?>) values[at(column)]).stream().map(Object::toString).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && table.equals(row.table) && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
