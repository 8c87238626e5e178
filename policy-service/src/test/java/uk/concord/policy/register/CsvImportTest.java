package uk.concord.policy.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.problem.ProblemException;

class CsvImportTest {

    private final RegisterSnapshot held = RegisterOfTests.read(7);

    @Test
    void aListOfOrganisationsIsReadWithByteOrderMarkWindowsLinesAndQuotes() {
        List<ImportRow> rows = read(
                Kind.ORGANISATIONS,
                "\uFEFFods_code,name,type,postcode,sub_icb_location,opened\r\n"
                        + "QE9,\"One, \"\"two\"\" and three\",ICB,,,\r\n"
                        + "\r\n"
                        + " P81003 ,A surgery,GP_PRACTICE,LA1 1AA,02M,1974-04-01\r\n");

        assertThat(rows)
                .extracting(ImportRow::thing)
                .containsExactly(
                        new Organisation(
                                new OdsCode("QE9"),
                                "One, \"two\" and three",
                                "ICB",
                                null,
                                Organisation.Status.ACTIVE,
                                null),
                        new Organisation(
                                new OdsCode("P81003"),
                                "A surgery",
                                "GP_PRACTICE",
                                "LA1 1AA",
                                Organisation.Status.ACTIVE,
                                null));
        assertThat(rows).extracting(ImportRow::row).containsExactly(1, 2);
    }

    @Test
    void aColumnThatIsNotThereLeavesWhatIsHeldAndABlankCellTakesItOut() {
        Organisation closed = (Organisation) read(Kind.ORGANISATIONS, "ods_code,name\nP81999,Another name\n")
                .getFirst()
                .thing();
        assertThat(closed).isNotNull();
        assertThat(closed.name()).isEqualTo("Another name");
        assertThat(closed.status()).isEqualTo(Organisation.Status.CLOSED);
        assertThat(closed.successor()).isEqualTo(new OdsCode("P81002"));

        Organisation moved = (Organisation)
                read(Kind.ORGANISATIONS, "ods_code,postcode\nRXN,\n").getFirst().thing();
        assertThat(moved).isNotNull();
        assertThat(moved.postcode()).isNull();
    }

    @Test
    void aWholeAgreementFitsInOneLine() {
        Agreement agreement = (Agreement) read(
                        Kind.AGREEMENTS,
                        String.join(
                                "\n",
                                "id,title,status,from,until,custodians.types,requesters.organisations,purposes,categories,"
                                        + "legal_bases.article_6,legal_bases.article_9,legal_bases.common_law,"
                                        + "section_251.reference,section_251.conditions,section_251.expires,"
                                        + "section_251.opt_out_disapplied,review_on,dpia.reference,dpia.register,dpia.id,signatories",
                                "flat,\"Flat; and plain\",signed,2026-01-01,,NHS_TRUST;GP_PRACTICE,ZZR01,HRESCH,medications; results,"
                                        + "6(1)(e),9(2)(j),section 251,26/CAG/1,One;Two,2027-01-01,true,2026-12-01,D1,ISG,77,"
                                        + "ZZR01|R. Example|2026-01-01; QE1|Q. Example|2026-01-02"))
                .getFirst()
                .thing();

        assertThat(agreement).isNotNull();
        assertThat(agreement.title()).isEqualTo("Flat; and plain");
        assertThat(agreement.custodians().types()).containsExactly("NHS_TRUST", "GP_PRACTICE");
        assertThat(agreement.categories()).containsExactly("medications", "results");
        assertThat(agreement.section251()).isNotNull();
        assertThat(agreement.section251().conditions()).containsExactly("One", "Two");
        assertThat(agreement.section251().optOutDisapplied()).isTrue();
        assertThat(agreement.dpia()).isEqualTo(new Dpia("D1", "ISG", "77"));
        assertThat(agreement.signatories())
                .extracting(Signatory::organisation)
                .containsExactly(new OdsCode("ZZR01"), new OdsCode("QE1"));
        assertThat(agreement.statutoryExceptions()).isEmpty();
    }

    @Test
    void purposesCategoriesAndPartnerSystemsAreReadToo() {
        Purpose purpose = (Purpose) read(
                        Kind.PURPOSES,
                        "id,title,unregistered_patient,sensitive,needs_grant,roles,defaults\n"
                                + "CAREMGT,Care management,deny,never,false,R1;R2,shared-care-record=deny\n")
                .getFirst()
                .thing();
        assertThat(purpose).isNotNull();
        assertThat(purpose.roles()).containsExactly("R1", "R2");
        assertThat(purpose.defaults()).isEqualTo(Map.of("shared-care-record", Effect.DENY));
        assertThat(read(Kind.CATEGORIES, "id,title,class,labels\nx,X,sensitive,A;B\n")
                        .getFirst()
                        .faults())
                .isEmpty();
        assertThat(read(Kind.PARTNER_SYSTEMS, "client_id,name,requester_for,enforces_for\nx,X,RXN;RXL,\n")
                        .getFirst()
                        .thing())
                .isEqualTo(new PartnerSystem("x", "X", List.of(new OdsCode("RXN"), new OdsCode("RXL")), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "rxn,N,ICB # ods_code must be an ODS code",
                "RX9,,ICB # name is missing.",
                "RX9,N,icb # type must consist of capital letters",
                "RX9,N # It has 2 values; the first line names 3.",
                "RX9,N,ICB,more # It has 4 values; the first line names 3.",
                "RX9,\"N,ICB # The file can't be read from here on"
            })
    void aBadRowSaysWhyAndTheOthersAreRead(String line, String fault) {
        List<ImportRow> rows = read(Kind.ORGANISATIONS, "ods_code,name,type\nQE9,First,ICB\n" + line + "\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().faults()).isEmpty();
        assertThat(rows.getLast().thing()).isNull();
        assertThat(rows.getLast().faults()).extracting(Fault::text).anyMatch(text -> text.startsWith(fault));
    }

    @Test
    void aNameThatIsTooLongIsAFaultOfItsRow() {
        assertThat(read(Kind.ORGANISATIONS, "ods_code,name,type\nQE9," + "x".repeat(100_000) + ",ICB\n")
                        .getFirst()
                        .faults())
                .extracting(Fault::text)
                .containsExactly("name must be a text of 1 to 400 characters.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "ORGANISATIONS#name,type#ods_code among them",
                "ORGANISATIONS#ods_code,colour#Not known: colour",
                "ORGANISATIONS#ods_code,ods_code#each once",
                "SCHEMES#id,title#Import schemes as JSON"
            })
    void aFileWithOtherColumnsIsRefused(Kind kind, String header, String detail) {
        assertThatThrownBy(() -> read(kind, header + "\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(detail);
    }

    @Test
    void anEmptyFileAndOneInAnotherEncodingAreRefused() {
        assertThatThrownBy(() -> read(Kind.ORGANISATIONS, "")).hasMessageContaining("The first line must name");
        assertThatThrownBy(() -> new CsvImport(
                                Kind.ORGANISATIONS,
                                "ods_code,name\nRXN,Caf\u00e9".getBytes(StandardCharsets.ISO_8859_1),
                                new RegisterJson(RegisterOfTests.JSON))
                        .rows(held))
                .hasMessageContaining("UTF-8");
    }

    private List<ImportRow> read(Kind kind, String file) {
        return new CsvImport(kind, file.getBytes(StandardCharsets.UTF_8), new RegisterJson(RegisterOfTests.JSON))
                .rows(held);
    }
}
