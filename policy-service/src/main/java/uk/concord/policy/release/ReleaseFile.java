package uk.concord.policy.release;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One file of a release. */
@Entity
@Table(name = "release_file")
class ReleaseFile extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(nullable = false)
    long release;

    @Column(nullable = false)
    String path;

    @Column(nullable = false)
    String content;

    static ReleaseFiles of(long release) {
        List<ReleaseFile> files = list("release", release);
        TreeMap<String, String> content = new TreeMap<>();
        files.forEach(file -> content.put(file.path, file.content));
        return new ReleaseFiles(release, content);
    }
}
