package uk.concord.consent.testing;

import java.util.Map;

/** A small register, as policy-service answers it. */
final class Register {

    static final Map<String, String> ANSWERS = Map.of(
            "/register/schemes",
            """
            {"schemes":[
              {"id":"type-1-opt-out","title":"Type 1 opt-out","owner":"The GP practice","writable":false,
               "governs":["HRESCH"],"custodian_types":["GP_PRACTICE"],"default_effect":"permit"},
              {"id":"shared-care-record","title":"Sharing for your care","owner":"The region","writable":true,
               "governs":["TREAT"],"custodian_types":[],"default_effect":"permit"},
              {"id":"regional-research","title":"Sharing for research in the region","owner":"The region","writable":true,
               "governs":["HRESCH"],"custodian_types":[],"default_effect":"deny"},
              {"id":"national-data-opt-out","title":"National data opt-out","owner":"NHS England","writable":false,
               "governs":["HRESCH"],"custodian_types":[],"default_effect":"permit"}]}""",
            "/register/organisations",
            """
            {"organisations":[
              {"ods_code":"RXN","name":"Lancashire Teaching Hospitals","type":"NHS_TRUST","postcode":"PR2 9HT","status":"active"},
              {"ods_code":"RXL","name":"Blackpool Teaching Hospitals","type":"NHS_TRUST","status":"active"},
              {"ods_code":"P81002","name":"A GP practice","type":"GP_PRACTICE","status":"active"},
              {"ods_code":"P81998","name":"<b>Bold</b> & Sons","type":"GP_PRACTICE","postcode":"LA1 1AA","status":"active"},
              {"ods_code":"P81999","name":"A closed surgery","type":"GP_PRACTICE","status":"closed"}]}""",
            "/register/categories",
            """
            {"categories":[
              {"id":"medications","title":"Medicines","class":"ordinary"},
              {"id":"mental-health","title":"Mental health","class":"sensitive"},
              {"id":"assisted-conception","title":"Assisted conception","class":"restricted"}]}""",
            "/register/purposes",
            """
            {"purposes":[{"id":"TREAT","title":"Direct care"},{"id":"HRESCH","title":"Research"}]}""");

    private Register() {}
}
