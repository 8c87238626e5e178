package uk.concord.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/**
 * Records that fit, and how PostgreSQL goes through them: newest first along an index until there are enough, however many fit. Only
 * then is joined what isn't needed to choose them.
 *
 * @param walk what is gone through
 * @param alternatives the conditions; no record fits two of them
 */
record Fitting(Walk walk, List<Conditions> alternatives) {

    private enum Walk {
        RECORDS("record r", "r.leaf_index"),
        // The limit says that there is one record of each; PostgreSQL, which can't know that, would expect hardly any
        // and read everything.
        OF_ORGANISATION(
                "record_organisation o cross join lateral (select * from record m where m.leaf_index = o.leaf_index"
                        + " and m.recorded_at = o.recorded_at limit 1) r",
                "o.leaf_index");

        private final String from;
        private final String column;

        Walk(String from, String column) {
            this.from = from;
            this.column = column;
        }
    }

    /** Records that fulfil these conditions on {@code r}. */
    static Fitting of(Conditions conditions) {
        return new Fitting(Walk.RECORDS, List.of(conditions));
    }

    /** What is looked for, as far as the viewer may see it. */
    static Fitting of(Criteria criteria, Viewer viewer) {
        List<String> organisations = organisations(criteria, viewer);
        Walk walk = organisations.isEmpty() || isNarrow(criteria) ? Walk.RECORDS : Walk.OF_ORGANISATION;
        int walked = walk == Walk.OF_ORGANISATION ? 1 : 0;
        List<Conditions> alternatives = criteria.further().actor().alternatives();
        for (Conditions conditions : alternatives) {
            organisations.stream().limit(walked).forEach(code -> conditions.and("o.organisation = ?", code));
            organisations.stream().skip(walked).forEach(code -> Narrowing.belongsTo(conditions, code));
            Narrowing.ofOthers(viewer, conditions);
            Narrowing.fits(criteria, conditions);
        }
        return new Fitting(walk, alternatives);
    }

    // So few records fit that it takes less to look at them than at all of an organisation.
    private static boolean isNarrow(Criteria criteria) {
        return criteria.whom() != null
                || criteria.decisionId() != null
                || criteria.further().id() != null
                || !criteria.further().actor().equals(Actor.ANYBODY)
                || criteria.gapsOnly();
    }

    // Of several, the viewer's own first.
    private static List<String> organisations(Criteria criteria, Viewer viewer) {
        List<String> organisations = new ArrayList<>();
        if (viewer instanceof Viewer.OneOrganisation one) {
            organisations.add(one.organisation().value());
        }
        if (criteria.organisation() != null) {
            organisations.add(criteria.organisation().value());
        }
        return organisations;
    }

    /** Those among these leaves. */
    Fitting in(LeafSpan span) {
        return new Fitting(
                walk,
                alternatives.stream()
                        .map(Conditions::copy)
                        .map(conditions -> span.narrow(conditions, walk.column))
                        .toList());
    }

    /** Selects the newest so many, with what the ledger holds of each. */
    PreparedStatement newest(Connection connection, int limit) throws SQLException {
        return prepare(
                connection,
                "select r.leaf_index, r.recorded_at, l.event_id, l.commitment, r.salt, r.body from (" + chosen()
                        + ") r join leaf l on l.leaf_index = r.leaf_index order by r.leaf_index desc",
                limit);
    }

    /** Selects how many there are; so many at most. */
    PreparedStatement number(Connection connection, int most) throws SQLException {
        return prepare(connection, "select count(*) from (" + chosen() + ") fitting", most);
    }

    private String chosen() {
        String select = "select " + walk.column + " as leaf_index, r.recorded_at, r.salt, r.body from " + walk.from;
        return alternatives.stream()
                .map(conditions -> select + conditions.text())
                .collect(
                        Collectors.joining(" union all ", "select * from (", ") r order by r.leaf_index desc limit ?"));
    }

    private PreparedStatement prepare(Connection connection, String sql, int limit) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        try {
            // Planned for these values each time: what is common and what is rare are found in different ways.
            query.unwrap(PGStatement.class).setPrepareThreshold(0);
            int parameter = 1;
            for (Conditions conditions : alternatives) {
                parameter = conditions.set(query, parameter);
            }
            query.setInt(parameter, limit);
            return query;
        } catch (SQLException e) {
            query.close();
            throw e;
        }
    }
}
