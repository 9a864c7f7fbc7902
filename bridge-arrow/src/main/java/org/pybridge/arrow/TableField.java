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
        List<String> names = fields.stream().map(TableField::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no column \"" + name + "\"; there are " + names);
        }
        if (names.lastIndexOf(name) != index) {
            throw new IllegalArgumentException("there are two columns \"" + name + "\"; rename one in Python");
        }
        return index;
    }

    @Override
    public String toString() {
        return name + ": " + type + (nullable ? "" : " not null");
    }
}
