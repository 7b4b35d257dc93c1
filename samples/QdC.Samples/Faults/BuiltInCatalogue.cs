namespace QdC.Samples.Faults;

/// <summary>The catalogue of faults as built in; a test holds it equal to <c>samples/faults.yaml</c>.</summary>
internal static class BuiltInCatalogue
{
    public const string Text =
        """
        # The faults that samples plant, each with what the contract requires of a warehouse that reads them.
        # rate: share of the extract's rows at fault rate 1; at least one row per area has each fault wherever one can carry it.
        # outcome: rejected (the row does not load) | query (it loads, somebody is asked) | unmapped | duplicate.
        faults:
          - code: person_without_key
            extract: person
            rate: 0.002
            rule: key_missing
            outcome: rejected
            requires: "No key: the row cannot be kept. What hangs on the person becomes orphan; absence is not applied to this delivery of persons."
          - code: case_without_opening
            extract: case
            rate: 0.004
            rule: mandatory_empty
            outcome: rejected
            requires: "A mandatory value is empty: the row is rejected, an earlier observation stays; what hangs on a case never seen becomes orphan."
          - code: case_opening_untypable
            extract: case
            rate: 0.004
            rule: mandatory_untypable
            outcome: rejected
            requires: "A mandatory date that is no date: the row is rejected as above."
          - code: case_absent_for_a_month
            extract: case
            rate: 0.004
            rule: orphan
            outcome: query
            requires: "The case is missing from one delivery and comes back: its row closes and reopens, what hangs on it is orphan meanwhile."
          - code: activity_without_date
            extract: activity
            rate: 0.002
            rule: mandatory_empty
            outcome: rejected
            requires: "A mandatory value is empty: the row is rejected."
          - code: activity_malformed
            extract: activity
            rate: 0.001
            rule: row_malformed
            outcome: rejected
            requires: "A line with a field too many cannot be trusted: rejected whole. CSV only, in the first delivery."
          - code: payment_amount_in_words
            extract: payment
            rate: 0.003
            rule: amount_not_number
            outcome: rejected
            requires: "An amount that is no number is rejected: money is never guessed."
          - code: service_amount_in_words
            extract: service
            rate: 0.003
            rule: amount_not_number
            outcome: rejected
            requires: "As above; its beneficiaries and payments become orphans."
          - code: payment_twice
            extract: payment
            rate: 0.003
            rule: duplicate
            outcome: duplicate
            requires: "The same row twice: the second counts as duplicate, no finding."
          - code: activity_twice_differing
            extract: activity
            rate: 0.002
            rule: duplicate_differs
            outcome: duplicate
            requires: "One key with two contents: the last loads, the other is a duplicate and a query."
          - code: case_twice_differing
            extract: case
            rate: 0.004
            rule: duplicate_differs
            outcome: duplicate
            requires: "As above, for a dimension."
          - code: case_close_date_untypable
            extract: case
            rate: 0.006
            rule: value_untypable
            outcome: query
            requires: "A bad date in an open case does not close it: the value becomes invalid, the row loads."
          - code: service_start_untypable
            extract: service
            rate: 0.006
            rule: value_untypable
            outcome: query
            requires: "An optional date that is no date becomes invalid; a service without a usable start attends nobody."
          - code: activity_minutes_in_words
            extract: activity
            rate: 0.002
            rule: value_untypable
            outcome: query
            requires: "Minutes that are no number become invalid."
          - code: activity_minutes_too_many
            extract: activity
            rate: 0.002
            rule: value_out_of_range
            outcome: query
            requires: "More minutes than a day has: invalid."
          - code: service_request_sentinel
            extract: service
            rate: 0.005
            rule: value_out_of_range
            outcome: query
            requires: "01/01/1900 in a column that does not declare it as empty: invalid."
          - code: person_born_after_delivery
            extract: person
            rate: 0.003
            rule: value_out_of_range
            outcome: query
            requires: "A birth date after the delivery: invalid, the age is unknown."
          - code: person_birth_untypable
            extract: person
            rate: 0.003
            rule: value_untypable
            outcome: query
            requires: "30 February: invalid."
          - code: person_without_sex
            extract: person
            rate: 0.006
            rule: expected_empty
            outcome: query
            requires: "An expected value is empty: the row loads, the member is unknown."
          - code: person_without_birth_date
            extract: person
            rate: 0.004
            rule: expected_empty
            outcome: query
            requires: "As above."
          - code: case_without_team
            extract: case
            rate: 0.006
            rule: expected_empty
            outcome: query
            requires: "As above."
          - code: person_document_letter
            extract: person
            rate: 0.01
            rule: doc_check
            outcome: query
            requires: "The letter of DNI or NIE is wrong: the identifier is kept out of linking."
          - code: person_cip_contradiction
            extract: person
            rate: 0.006
            rule: cip_contradiction
            outcome: query
            requires: "The health card says another sex than the record."
          - code: person_cip_form
            extract: person
            rate: 0.006
            rule: cip_pattern
            outcome: query
            requires: "The health card code is too short."
          - code: person_nass_digits
            extract: person
            rate: 0.006
            rule: nass_check
            outcome: query
            requires: "The control digits of the social security number are wrong."
          - code: person_municipality_digit
            extract: person
            rate: 0.006
            rule: municipality_check
            outcome: query
            requires: "The check digit of the municipality code is wrong: invalid."
          - code: person_doc_none_with_number
            extract: person
            rate: 0.004
            rule: doc_type_value
            outcome: query
            requires: "Document type none, yet a number stands there."
          - code: person_doc_letter_where_none
            extract: person
            rate: 0.004
            rule: doc_type_value
            outcome: query
            requires: "Document type DNI without letter, yet there is a letter."
          - code: service_type_unknown
            extract: service
            rate: 0.006
            rule: code_unmapped
            outcome: unmapped
            requires: "A code that no list knows loads as unmapped, counted and listed."
          - code: activity_type_unknown
            extract: activity
            rate: 0.002
            rule: code_unmapped
            outcome: unmapped
            requires: "As above."
          - code: activity_in_future
            extract: activity
            rate: 0.002
            rule: future_date
            outcome: query
            requires: "Done after the delivery was made: stays as it is, counts when its month comes."
          - code: payment_in_future
            extract: payment
            rate: 0.002
            rule: future_date
            outcome: query
            requires: "As above."
          - code: case_closed_before_opened
            extract: case
            rate: 0.005
            rule: date_order
            outcome: query
            requires: "Closed before it was opened; both dates stay."
          - code: service_ends_before_start
            extract: service
            rate: 0.005
            rule: date_order
            outcome: query
            requires: "Ends before it starts; attends nobody."
          - code: service_decided_before_request
            extract: service
            rate: 0.005
            rule: date_order
            outcome: query
            requires: "Decided before it was asked for; both dates stay."
          - code: case_closed_without_date
            extract: case
            rate: 0.005
            rule: close_pair
            outcome: query
            requires: "Closed without a closing date: closed since its state date, else since it was opened."
          - code: case_open_with_reason
            extract: case
            rate: 0.005
            rule: close_pair
            outcome: query
            requires: "Open, yet with a closing reason; it stays open."
          - code: case_number_is_dni
            extract: case
            rate: 0.004
            rule: identifier_in_field
            outcome: query
            requires: "An identifier typed into a label: the label becomes invalid and the identifier goes no further."
          - code: activity_team_is_phone
            extract: activity
            rate: 0.001
            rule: identifier_in_field
            outcome: query
            requires: "As above, with a telephone."
          - code: activity_person_unknown
            extract: activity
            rate: 0.002
            rule: orphan
            outcome: query
            requires: "Names a person no delivery has: an inferred member, counted as a person with nothing known."
          - code: payment_service_unknown
            extract: payment
            rate: 0.003
            rule: orphan
            outcome: query
            requires: "Pays a service no delivery has: the euros load, they belong to no service type."
          - code: activity_after_death
            extract: activity
            rate: 0.002
            rule: after_death
            outcome: query
            requires: "Attends a person who had died; the row stays."
          - code: activity_after_closing
            extract: activity
            rate: 0.002
            rule: activity_after_close
            outcome: query
            requires: "Work on a case that was closed; the row stays."
          - code: case_person_two_principals
            extract: case_person
            rate: 0.004
            rule: one_principal
            outcome: query
            requires: "An open case has two principal persons."
          - code: case_overlapping
            extract: case
            rate: 0.01
            rule: case_overlap
            outcome: query
            requires: "One person is the principal of two open cases of one type."
          - code: problem_without_start
            extract: problem
            rate: 0.004
            rule: mandatory_empty
            outcome: rejected
            requires: "A mandatory value is empty: the row is rejected."
          - code: problem_type_unknown
            extract: problem
            rate: 0.005
            rule: code_unmapped
            outcome: unmapped
            requires: "A type that no list knows loads as unmapped and counts as a type of its own."
          - code: problem_ends_before_start
            extract: problem
            rate: 0.005
            rule: date_order
            outcome: query
            requires: "Ends before it begins; in force on no day."
          - code: problem_person_unknown
            extract: problem
            rate: 0.003
            rule: orphan
            outcome: query
            requires: "A person no delivery has: an inferred member, counted as a person with nothing known."
          - code: problem_overlapping
            extract: problem
            rate: 0.005
            rule: problem_overlap
            outcome: query
            requires: "The same problem of one person twice at a time; a type counts once."
          - code: problem_after_closing
            extract: problem
            rate: 0.004
            rule: problem_after_close
            outcome: query
            requires: "Begins after its case was closed; the row stays."
          - code: plan_expired_left_open
            extract: plan
            rate: 0.01
            rule: plan_expired
            outcome: query
            requires: "Ran out and was neither closed nor extended; no longer in force."
          - code: plan_before_opening
            extract: plan
            rate: 0.006
            rule: plan_before_open
            outcome: query
            requires: "Agreed before its case was opened; both dates stay."
          - code: plan_after_closing
            extract: plan
            rate: 0.006
            rule: plan_after_close
            outcome: query
            requires: "Agreed after its case was closed; both dates stay."
          - code: plan_expiry_untypable
            extract: plan
            rate: 0.006
            rule: value_untypable
            outcome: query
            requires: "A bad expiry date becomes invalid: the plan holds until it is closed."
          - code: demand_in_future
            extract: demand
            rate: 0.004
            rule: future_date
            outcome: query
            requires: "Made after the delivery was: stays as it is, counts when its month comes."
          - code: demand_without_person
            extract: demand
            rate: 0.004
            rule: mandatory_empty
            outcome: rejected
            requires: "A mandatory value is empty: the row is rejected."
          - code: appointment_without_request
            extract: appointment
            rate: 0.004
            rule: expected_empty
            outcome: query
            requires: "Nobody knows since when the person waited: the wait is not counted, everything else is."
          - code: appointment_requested_after_held
            extract: appointment
            rate: 0.004
            rule: date_order
            outcome: query
            requires: "Asked for after it was held; both dates stay, the wait is not counted."
          - code: appointment_minutes_too_many
            extract: appointment
            rate: 0.002
            rule: value_out_of_range
            outcome: query
            requires: "More minutes than a day has: invalid."
          - code: appointment_place_unknown
            extract: appointment
            rate: 0.003
            rule: code_unmapped
            outcome: unmapped
            requires: "A place that no list knows: held all the same, and not at home."
          - code: service_energy_on_other
            extract: service
            rate: 0.004
            rule: energy_pair
            outcome: query
            requires: "Who told of the energy poverty, on a service that is no aid for utilities; the row stays."
          - code: service_energy_denial_of_granted
            extract: service
            rate: 0.004
            rule: energy_pair
            outcome: query
            requires: "A reason of denial on an aid that was granted; it stays granted."
          - code: absence_days_in_words
            extract: professional_absence
            rate: 0.01
            rule: mandatory_untypable
            outcome: rejected
            requires: "Days that are no number: the row is rejected."
          - code: absence_longer_than_its_month
            extract: professional_absence
            rate: 0.01
            rule: absence_over_month
            outcome: query
            requires: "31 days away in a month of fewer; no hours are left of it, and no less than none."
          - code: plan_overlapping
            extract: home_care_plan
            rate: 0.01
            rule: plan_overlap
            outcome: query
            requires: "A home care plan ends after the next one has begun; both stay, the later one counts from its start."
          - code: delivery_hours_in_words
            extract: home_care_delivery
            rate: 0.002
            rule: mandatory_untypable
            outcome: rejected
            requires: "Hours given that are no number: the row is rejected."
          - code: delivery_hours_too_many
            extract: home_care_delivery
            rate: 0.002
            rule: value_out_of_range
            outcome: query
            requires: "More hours than a month has: invalid, they count nowhere."
          - code: delivery_invoiced_not_given
            extract: home_care_delivery
            rate: 0.003
            rule: invoiced_not_delivered
            outcome: query
            requires: "More hours invoiced than given; both stay."
          - code: delivery_service_unknown
            extract: home_care_delivery
            rate: 0.002
            rule: orphan
            outcome: query
            requires: "Hours of a service no delivery has: they count as hours, of nobody and of no kind."
          - code: delivery_of_other_service
            extract: home_care_delivery
            rate: 0.002
            rule: hours_without_home_care
            outcome: query
            requires: "Hours of a service that is not home care; they count all the same."
          - code: service_home_care_none
            extract: service
            rate: 0.004
            rule: home_care_kind_missing
            outcome: query
            requires: "A home care service gives hours, yet says neither social nor dependency."
          - code: cost_executed_in_words
            extract: cost_line
            rate: 0.002
            rule: amount_not_number
            outcome: rejected
            requires: "An amount that is no number is rejected: money is never guessed."
          - code: cost_service_unknown
            extract: cost_line
            rate: 0.003
            rule: code_unmapped
            outcome: unmapped
            requires: "A code that no list knows: the euros load, of an unmapped service."
          - code: cost_over_budget
            extract: cost_line
            rate: 0.002
            rule: over_budget
            outcome: query
            requires: "A year executes more than its budget, as when a decimal comma is lost; the euros stay."

        """;
}
