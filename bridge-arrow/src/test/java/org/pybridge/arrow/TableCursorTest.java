package org.pybridge.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pybridge.StaleObjectException;

/** Rows one by one. */
class TableCursorTest {

    @Test
    void aCursorGoesThroughTheRows() {
        TableBuilder builder = PyTable.builder(List.of(
                TableField.of("name", ColumnType.TEXT),
                TableField.of("ratio", ColumnType.FLOAT64),
                TableField.of("n", ColumnType.INT64)));
        PyTable table = builder.row("a", 0.5, 1).row(null, null, 2).build();
        TableCursor cursor = table.cursor();
        assertThat(cursor.row()).isEqualTo(-1);
        assertThatThrownBy(() -> cursor.getLong("n")).hasMessageContaining("call next()");
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.getString("name")).isEqualTo("a");
        assertThat(cursor.getDouble("ratio")).isEqualTo(0.5);
        assertThat(cursor.get("n", int.class)).isEqualTo(1);
        assertThatThrownBy(() -> cursor.getLong("name")).hasMessageContaining("name");
        assertThatThrownBy(() -> cursor.getLong("m")).hasMessageContaining("[name, ratio, n]");
        table.close();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.isNull("name")).isTrue();
        assertThat(cursor.getString("name")).isNull();
        assertThat(cursor.get("n", Object.class)).isEqualTo(2L);
        assertThatThrownBy(() -> cursor.getDouble("ratio")).hasMessageContaining("$.ratio[1]");
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThatThrownBy(() -> cursor.getString("name")).hasMessageContaining("there are 2 rows");
        assertThatThrownBy(table::cursor).isInstanceOf(StaleObjectException.class);
    }
}
