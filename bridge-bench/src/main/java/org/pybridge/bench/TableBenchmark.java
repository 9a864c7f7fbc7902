package org.pybridge.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pybridge.PyIterator;
import org.pybridge.PyObject;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.arrow.PyTable;
import org.pybridge.process.PythonProcess;

/** Rows of five columns between Java and the pandas of a worker: as a table, and without one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TableBenchmark {

    /**
     * A row.
     *
     * @param id a number
     * @param price another one
     * @param name a text
     * @param sold a point in time
     * @param open a truth value
     */
    public record Row(long id, double price, String name, Instant sold, boolean open) {
        static Row of(int i) {
            return new Row(i, i * 0.5, "name " + i % 1000, Instant.ofEpochSecond(1_700_000_000L + i), i % 3 == 0);
        }
    }

    /** The rows in Java. */
    @State(Scope.Thread)
    public static class Rows {
        /** How many rows there are. */
        @Param({"1000000"})
        private int rows;

        private List<Row> list;

        /** Makes them. */
        @Setup
        public void make() {
            list = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                list.add(Row.of(i));
            }
        }
    }

    /** The rows in a worker. */
    @State(Scope.Thread)
    public static class Worker {
        private Python python;
        private PyTable table;
        private PyObject frame;

        /** Starts it. */
        @Setup
        public void start(Rows rows) {
            python = Python.builder(PythonProcess.builder()
                            .packages("pyarrow==26.0.1", "pandas==3.1.1")
                            .path(PythonFiles.directory())
                            .build())
                    .pool(pool -> pool.size(1))
                    .build();
            table = PyTable.of(rows.list);
            frame = python.call("tables:same", List.of(table), PyObject.class);
        }

        /** Ends it. */
        @TearDown
        public void stop() {
            table.close();
            python.close();
        }
    }

    /** The rows in a database. */
    @State(Scope.Thread)
    public static class Database {
        private Connection connection;
        private Statement statement;

        /** Fills it. */
        @Setup
        public void fill(Rows rows) throws SQLException {
            connection = DriverManager.getConnection("jdbc:h2:mem:");
            statement = connection.createStatement();
            statement.execute(
                    "create table sales as select x as id, cast(x * 0.5 as double precision) as price, 'name ' || mod(x, 1000) as name,"
                            + " dateadd(second, x, timestamp '2026-01-01 00:00:00') as sold, mod(x, 3) = 0 as open"
                            + " from system_range(1, " + rows.rows + ")");
        }

        /** Ends it. */
        @TearDown
        public void stop() throws SQLException {
            connection.close();
        }
    }

    /** A call with nothing. */
    @Benchmark
    public int nothing(Worker worker) {
        return worker.python.call("tables:nothing", List.of(), int.class);
    }

    /** A table that is there becomes a DataFrame. */
    @Benchmark
    public int handedOver(Worker worker) {
        return worker.python.call("tables:length", List.of(worker.table), int.class);
    }

    /** Records become a table. */
    @Benchmark
    public int ofRecords(Rows rows) {
        try (PyTable table = PyTable.of(rows.list)) {
            return table.rowCount();
        }
    }

    /** Records become five arrays. */
    @Benchmark
    public Object[] fiveArrays(Rows rows) {
        int size = rows.list.size();
        long[] ids = new long[size];
        double[] prices = new double[size];
        String[] names = new String[size];
        Instant[] times = new Instant[size];
        boolean[] open = new boolean[size];
        for (int i = 0; i < size; i++) {
            Row row = rows.list.get(i);
            ids[i] = row.id();
            prices[i] = row.price();
            names[i] = row.name();
            times[i] = row.sold();
            open[i] = row.open();
        }
        return new Object[] {ids, prices, names, times, open};
    }

    /** Records become a DataFrame by a table. */
    @Benchmark
    public int recordsToFrame(Rows rows, Worker worker) {
        try (PyTable table = PyTable.of(rows.list)) {
            return worker.python.call("tables:length", List.of(table), int.class);
        }
    }

    /** Records become a DataFrame as a list of dicts. */
    @Benchmark
    public int recordsToFrameAsList(Rows rows, Worker worker) {
        return worker.python.call("tables:length_of_list", List.of(rows.list), int.class);
    }

    /** A DataFrame becomes records by a table. */
    @Benchmark
    public List<Row> frameToRecords(Worker worker) {
        try (PyTable table = worker.frame.as(PyTable.class)) {
            return table.rows(Row.class);
        }
    }

    /** A DataFrame becomes records as a list of dicts. */
    @Benchmark
    public List<Row> frameToRecordsAsList(Worker worker) {
        return worker.python.call("tables:records", List.of(worker.frame), new TypeRef<List<Row>>() {});
    }

    /** A DataFrame becomes records row by row. */
    @Benchmark
    public List<Row> frameToRecordsOneByOne(Worker worker) {
        List<Row> rows = new ArrayList<>();
        try (PyObject generator = worker.python.call("tables:generated", List.of(worker.frame), PyObject.class);
                PyIterator<Row> each = generator.iterator(Row.class)) {
            each.forEachRemaining(rows::add);
        }
        return rows;
    }

    /** A query's result becomes a table. */
    @Benchmark
    public int queryToTable(Database database) throws SQLException {
        try (ResultSet rows = database.statement.executeQuery("select * from sales");
                PyTable table = PyTable.of(rows)) {
            return table.rowCount();
        }
    }

    /** A query's result becomes records. */
    @Benchmark
    public List<Row> queryToRecords(Database database) throws SQLException {
        List<Row> list = new ArrayList<>();
        try (ResultSet rows = database.statement.executeQuery("select * from sales")) {
            while (rows.next()) {
                Instant sold = rows.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                list.add(new Row(rows.getLong(1), rows.getDouble(2), rows.getString(3), sold, rows.getBoolean(5)));
            }
        }
        return list;
    }
}
