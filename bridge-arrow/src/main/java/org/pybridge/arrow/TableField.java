package org.pybridge.arrow;

import java.util.List;
import java.util.Objects;

/**
 * A column of a table, or a part of a column that has parts.
 *
 * @param name what Python calls it
 * @param type what is in it
 * @param nullable whether a value can be missing
 */
public record TableField(String name, ColumnType type, boolean nullable) {

    /** Checks that nothing is missing. */
    public TableField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * Returns a field whose values can be missing.
     *
     * @param name what Python calls it
     * @param type what is in it
     * @return the field
     */
    public static TableField of(String name, ColumnType type) {
        return new TableField(name, type, true);
    }

    /** Finds a field by its name. */
    static int indexOf(String name, List<TableField> fields) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column \"" + name + "\"; there are "
                + fields.stream().map(TableField::name).toList());
    }

    @Override
    public String toString() {
        return name + ": " + type + (nullable ? "" : " not null");
    }
}
