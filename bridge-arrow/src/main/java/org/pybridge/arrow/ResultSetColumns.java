package org.pybridge.arrow;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The columns of a query's result. For one thread. */
final class ResultSetColumns {
    private final ResultSet rows;
    private final List<TableField> fields = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();

    /** Appends the value of the current row. */
    private interface Copy {
        void append(ResultSet rows, ColumnAppender column) throws SQLException;
    }

    ResultSetColumns(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData metadata = rows.getMetaData();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            add(metadata, i);
        }
    }

    PyTable read() throws SQLException {
        TableBuilder builder = new TableBuilder(fields);
        List<ColumnAppender> columns =
                fields.stream().map(field -> builder.column(field.name())).toList();
        for (long row = 0; rows.next(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                append(i, columns.get(i), row);
            }
            builder.endRow();
        }
        return builder.build();
    }

    private void append(int index, ColumnAppender column, long row) throws SQLException {
        try {
            copies.get(index).append(rows, column);
        } catch (SQLException | RuntimeException misfit) {
            String where = "row " + row + ", column \"" + fields.get(index).name() + "\": ";
            if (misfit instanceof SQLException failed) {
                throw new SQLException(
                        where + failed.getMessage(), failed.getSQLState(), failed.getErrorCode(), failed);
            }
            throw new IllegalArgumentException(where + misfit.getMessage(), misfit);
        }
    }

    private void add(ResultSetMetaData metadata, int i) throws SQLException {
        switch (metadata.getColumnType(i)) {
            case Types.BIT, Types.BOOLEAN ->
                add(metadata, i, ColumnType.BOOL, (row, column) -> {
                    boolean value = row.getBoolean(i);
                    if (row.wasNull()) {
                        column.append(null);
                    } else {
                        column.append(value);
                    }
                });
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> addInteger(metadata, i);
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                add(metadata, i, ColumnType.FLOAT64, (row, column) -> {
                    double value = row.getDouble(i);
                    if (row.wasNull()) {
                        column.append(null);
                    } else {
                        column.append(value);
                    }
                });
            case Types.DECIMAL, Types.NUMERIC -> addDecimal(metadata, i);
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> add(metadata, i, ColumnType.TEXT, (row, column) -> column.append(row.getString(i)));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                add(metadata, i, ColumnType.BINARY, (row, column) -> column.append(row.getBytes(i)));
            default -> addTime(metadata, i);
        }
    }

    private void addInteger(ResultSetMetaData metadata, int i) throws SQLException {
        int bits = switch (metadata.getColumnType(i)) {
            case Types.TINYINT -> Byte.SIZE;
            case Types.SMALLINT -> Short.SIZE;
            case Types.INTEGER -> Integer.SIZE;
            default -> Long.SIZE;
        };
        // The next larger type holds what has no sign.
        int needed = metadata.isSigned(i) ? bits : Math.min(Long.SIZE, 2 * bits);
        add(metadata, i, new ColumnType.Int(needed, true), (row, column) -> {
            long value = row.getLong(i);
            if (row.wasNull()) {
                column.append(null);
            } else {
                column.append(value);
            }
        });
    }

    private void addDecimal(ResultSetMetaData metadata, int i) throws SQLException {
        int precision = metadata.getPrecision(i);
        int scale = metadata.getScale(i);
        boolean isKnown = precision > 0 && precision <= 76 && scale >= 0 && scale <= precision;
        if (!isKnown) {
            throw refused(metadata, i, "a decimal of " + precision + " digits with " + scale + " behind the point");
        }
        add(metadata, i, ColumnType.Decimal.of(precision, scale), (row, column) -> {
            BigDecimal value = row.getBigDecimal(i);
            try {
                column.append(value);
            } catch (IllegalArgumentException wider) {
                throw new IllegalArgumentException(
                        wider.getMessage()
                                + ", which the database says the column is; cast it in the query, as to DOUBLE PRECISION or NUMERIC(20, 4)",
                        wider);
            }
        });
    }

    private void addTime(ResultSetMetaData metadata, int i) throws SQLException {
        switch (metadata.getColumnType(i)) {
            case Types.DATE ->
                add(metadata, i, ColumnType.DATE, (row, column) -> column.append(row.getObject(i, LocalDate.class)));
            case Types.TIME ->
                add(metadata, i, ColumnType.TIME, (row, column) -> column.append(row.getObject(i, LocalTime.class)));
            case Types.TIMESTAMP ->
                add(
                        metadata,
                        i,
                        ColumnType.DATETIME,
                        (row, column) -> column.append(row.getObject(i, LocalDateTime.class)));
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                add(
                        metadata,
                        i,
                        ColumnType.INSTANT,
                        (row, column) -> column.append(row.getObject(i, OffsetDateTime.class)));
            default -> throw refused(metadata, i, "of type " + metadata.getColumnTypeName(i));
        }
    }

    private void add(ResultSetMetaData metadata, int i, ColumnType type, Copy copy) throws SQLException {
        // An outer join misses values of columns that their tables require.
        fields.add(TableField.of(metadata.getColumnLabel(i), type));
        copies.add(copy);
    }

    private static IllegalArgumentException refused(ResultSetMetaData metadata, int i, String type)
            throws SQLException {
        return new IllegalArgumentException("column \"" + metadata.getColumnLabel(i) + "\" is " + type
                + ", which tables have no type for; cast it in the query, as to VARCHAR");
    }
}
