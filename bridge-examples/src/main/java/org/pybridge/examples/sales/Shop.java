package org.pybridge.examples.sales;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pybridge.arrow.PyTable;

/** A database with the sales of two years. */
final class Shop implements AutoCloseable {
    private static final String PRODUCTS = """
            create table products as select x as product, 0.5e0 * x as price,
                case mod(x, 3) when 0 then 'tea' when 1 then 'coffee' else 'cocoa' end as category
            from system_range(1, 50)
            """;
    private static final String SALES = """
            create table sales as select 1 + mod(x * 7919, 50) as product, 1 + mod(x * 31, 5) + mod(x, 730) / 90 as quantity,
                dateadd(day, mod(x, 730), date '2024-01-01') as day_of_sale
            from system_range(1, %d)
            """;
    private static final String BY_CATEGORY = """
            select category, sum(quantity * price) from sales join products on sales.product = products.product
            group by category order by category
            """;

    private final Connection database;

    private Shop(Connection database) {
        this.database = database;
    }

    static Shop open(int sales) throws SQLException {
        Shop shop = new Shop(DriverManager.getConnection("jdbc:h2:mem:"));
        try (Statement statement = shop.database.createStatement()) {
            statement.execute(PRODUCTS);
            statement.execute(SALES.formatted(sales));
        }
        return shop;
    }

    PyTable sales() throws SQLException {
        return query("select product as \"product\", quantity as \"quantity\", day_of_sale as \"day\" from sales");
    }

    PyTable products() throws SQLException {
        return query(
                "select product as \"product\", cast(price as double precision) as \"price\", category as \"category\""
                        + " from products");
    }

    private PyTable query(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return PyTable.of(rows);
        }
    }

    /** Says what each category earned, by the database itself. */
    Map<String, Double> earned() throws SQLException {
        Map<String, Double> earned = new LinkedHashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(BY_CATEGORY)) {
            while (rows.next()) {
                earned.put(rows.getString(1), rows.getDouble(2));
            }
        }
        return earned;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
