-- needs: extended_properties
-- Written from the embedded star and powerbi/metrics.yaml by a test (see CONTRIBUTING.md).
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'mart.kpi') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'kpi';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'kpi';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'mart.metric_supply') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'metric_supply';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'metric_supply';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'mart.network') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures of all areas together, as they may be seen outside.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'network';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures of all areas together, as they may be seen outside.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'network';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'mart.published') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures that may be seen outside the area, suppressed together.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'published';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures that may be seen outside the area, suppressed together.', @level0type = N'SCHEMA', @level0name = N'mart', @level1type = N'TABLE', @level1name = N'published';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.bridge_case_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Persons of a case, as linked over time: a row a link, so a person of two records may stand twice.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'bridge_case_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Persons of a case, as linked over time: a row a link, so a person of two records may stand twice.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'bridge_case_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.bridge_service_beneficiary') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The persons a service is for: its beneficiaries or, when none is listed, the titular.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'bridge_service_beneficiary';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The persons a service is for: its beneficiaries or, when none is listed, the titular.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'bridge_service_beneficiary';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_activity_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of activity type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_activity_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of activity type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_activity_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_age_band') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The ten bands of ages that nest into minors, adults and 65 and over.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_age_band';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The ten bands of ages that nest into minors, adults and 65 and over.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_age_band';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_age_group') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The three groups of ages that population figures by municipality are given in.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_age_group';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The three groups of ages that population figures by municipality are given in.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_age_group';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_case') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Cases with their history: what carries no date at the source (stage, risk, team, lead) holds from the delivery that said it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_case';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Cases with their history: what carries no date at the source (stage, risk, team, lead) holds from the delivery that said it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_case';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_case_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of case type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_case_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of case type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_case_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_cohort') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of cohort with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_cohort';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of cohort with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_cohort';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_cost_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of cost type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_cost_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of cost type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_cost_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_date') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Days from the year the history starts to the end of the last year data reach.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_date';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Days from the year the history starts to the end of the last year data reach.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_date';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_demand') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of demand with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_demand';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of demand with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_demand';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_energy_channel') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of energy channel with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_energy_channel';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of energy channel with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_energy_channel';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_energy_denial_reason') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of energy denial reason with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_energy_denial_reason';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of energy denial reason with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_energy_denial_reason';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_funder') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of funder with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_funder';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of funder with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_funder';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_home_care_kind') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of home care kind with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_home_care_kind';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of home care kind with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_home_care_kind';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_municipality') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of municipality with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_municipality';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of municipality with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_municipality';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_org') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Where each team stood in the organisation and when: EBASP over sector over subsector.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_org';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Where each team stood in the organisation and when: EBASP over sector over subsector.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_org';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People with their history (SCD2 on the deliveries'' effective dates).', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People with their history (SCD2 on the deliveries'' effective dates).', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_problem') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Problems, each within its type; as sensitive as the type.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_problem';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Problems, each within its type; as sensitive as the type.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_problem';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_problem_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of problem type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_problem_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of problem type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_problem_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_professional') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Professionals by contract.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_professional';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Professionals by contract.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_professional';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_programme_line') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_programme_line';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_programme_line';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_provider') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Bodies that give services, as the council calls them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_provider';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Bodies that give services, as the council calls them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_provider';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_reason') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Why cases were closed.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_reason';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Why cases were closed.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_reason';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_service') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of service with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_service';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of service with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_service';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_sex') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of sex with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_sex';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of sex with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_sex';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.dim_team') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_team';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'dim_team';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_absence') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Days professionals were away, by month, never more than the month has.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_absence';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Days professionals were away, by month, never more than the month has.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_absence';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_activity') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Activities, those of professionals apart from those the source system creates by itself.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_activity';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Activities, those of professionals apart from those the source system creates by itself.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_activity';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_appointment') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Appointments, asked for and held.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_appointment';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Appointments, asked for and held.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_appointment';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_budget_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The budget of a year at each month''s end: what it has become by then, and what has been executed of it since January.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_budget_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The budget of a year at each month''s end: what it has become by then, and what has been executed of it since January.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_budget_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_case') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Cases with their dates: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Cases with their dates: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_case_event') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_event';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_event';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_case_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Open cases at each month end, transfers chained: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Open cases at each month end, transfers chained: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_case_person_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Persons linked to an open case at each month end.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_person_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Persons linked to an open case at each month end.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_case_person_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_contact') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none, the case''s principal persons on that day.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_contact';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none, the case''s principal persons on that day.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_contact';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_cost') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Costs of services by kind of cost, funder and month, as the accounts executed them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_cost';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Costs of services by kind of cost, funder and month, as the accounts executed them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_cost';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_demand') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Demands, with the days until somebody worked on the case they were made in.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_demand';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Demands, with the days until somebody worked on the case they were made in.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_demand';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_home_care_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Home care by service and month.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Home care by service and month.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_home_care_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People given home care by month and kind.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People given home care by month and kind.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_home_care_plan') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Home care plans.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_plan';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Home care plans.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_plan';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_home_care_user') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People given home care by month, with their attributes at its end.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_user';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People given home care by month, with their attributes at its end.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_home_care_user';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_payment') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Payments.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_payment';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Payments.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_payment';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_payment_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Payments by person, the amount shared out by the bridge''s weights.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_payment_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Payments by person, the amount shared out by the bridge''s weights.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_payment_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_person_attended') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People attended by month: a contact or a service in force.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_attended';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People attended by month: a contact or a service in force.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_attended';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_person_cohort') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_cohort';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_cohort';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_person_served') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_served';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_served';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_person_served_line') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the lines of the Contracte Programa that pay, in the year, for the services that served them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_served_line';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the lines of the Contracte Programa that pay, in the year, for the services that served them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_person_served_line';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_plan') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Intervention plans.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_plan';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Intervention plans.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_plan';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_population') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Inhabitants by municipality, sex, age group and year: reference, 1 January.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_population';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Inhabitants by municipality, sex, age group and year: reference, 1 January.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_population';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_problem') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Problems of people, each for the days it was in force; ends_on is the last of them, NULL while it lasts.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Problems of people, each for the days it was in force; ends_on is the last of them, NULL while it lasts.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_problem_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Types of problem in force by person and month, with the last day in force and the person''s attributes on it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Types of problem in force by person and month, with the last day in force and the person''s attributes on it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_problem_person_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People with a problem in force by month, with their attributes on the last day they had one in it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem_person_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People with a problem in force by month, with their attributes on the last day they had one in it.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_problem_person_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_service') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_service';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_service';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_service_pending_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Services asked for and not decided at each month end: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_service_pending_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Services asked for and not decided at each month end: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_service_pending_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_staff_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_staff_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_staff_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'star.fact_telecare_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_telecare_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.', @level0type = N'SCHEMA', @level0name = N'star', @level1type = N'TABLE', @level1name = N'fact_telecare_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.area') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The areas whose data are here, with the version and when it was published.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'area';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The areas whose data are here, with the version and when it was published.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'area';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.activity_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of activity type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'activity_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of activity type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'activity_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.age_band') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The ten bands of ages that nest into minors, adults and 65 and over.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'age_band';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The ten bands of ages that nest into minors, adults and 65 and over.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'age_band';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.age_group') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The three groups of ages that population figures by municipality are given in.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'age_group';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The three groups of ages that population figures by municipality are given in.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'age_group';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.case_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of case type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'case_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of case type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'case_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.cohort') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of cohort with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'cohort';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of cohort with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'cohort';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.cost_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of cost type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'cost_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of cost type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'cost_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.date') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Days from the year the history starts to the end of the last year data reach.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'date';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Days from the year the history starts to the end of the last year data reach.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'date';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.demand') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of demand with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'demand';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of demand with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'demand';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.energy_channel') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of energy channel with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'energy_channel';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of energy channel with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'energy_channel';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.energy_denial_reason') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of energy denial reason with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'energy_denial_reason';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of energy denial reason with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'energy_denial_reason';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.funder') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of funder with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'funder';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of funder with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'funder';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.home_care_kind') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of home care kind with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'home_care_kind';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of home care kind with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'home_care_kind';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.municipality') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of municipality with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'municipality';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of municipality with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'municipality';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.org') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Where each team stood in the organisation and when: EBASP over sector over subsector.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'org';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Where each team stood in the organisation and when: EBASP over sector over subsector.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'org';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.problem') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Problems, each within its type; as sensitive as the type.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'problem';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Problems, each within its type; as sensitive as the type.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'problem';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.problem_type') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of problem type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'problem_type';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of problem type with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'problem_type';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.programme_line') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'programme_line';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Lines of the Contracte Programa, as the accounts name them; cost that names none stands outside it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'programme_line';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.provider') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Bodies that give services, as the council calls them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'provider';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Bodies that give services, as the council calls them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'provider';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.reason') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Why cases were closed.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'reason';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Why cases were closed.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'reason';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.service') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of service with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'service';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of service with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'service';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.sex') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The common codes of sex with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'sex';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The common codes of sex with their labels in Catalan, Spanish and English.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'sex';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.team') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'team';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Teams as the council calls them, each with its latest place in the organisation; dim_org has the earlier ones.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'team';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_activity') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Activities, those of professionals apart from those the source system creates by itself.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_activity';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Activities, those of professionals apart from those the source system creates by itself.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_activity';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_appointment') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Appointments, asked for and held.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_appointment';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Appointments, asked for and held.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_appointment';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_budget_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The budget of a year at each month''s end: what it has become by then, and what has been executed of it since January.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_budget_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The budget of a year at each month''s end: what it has become by then, and what has been executed of it since January.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_budget_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_case_event') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_event';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'What happened to cases: opened, closed, transferred, and changes of stage, risk or lead by the delivery that told them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_event';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_case_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Open cases at each month end, transfers chained: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Open cases at each month end, transfers chained: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_case_person_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Persons linked to an open case at each month end.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_person_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Persons linked to an open case at each month end.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_case_person_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_contact') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none, the case''s principal persons on that day.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_contact';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Contacts: manual activities and realised appointments by the persons they attend: those they name or, naming none, the case''s principal persons on that day.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_contact';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_cost') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Costs of services by kind of cost, funder and month, as the accounts executed them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_cost';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Costs of services by kind of cost, funder and month, as the accounts executed them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_cost';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_demand') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Demands, with the days until somebody worked on the case they were made in.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_demand';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Demands, with the days until somebody worked on the case they were made in.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_demand';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_home_care_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Home care by service and month.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Home care by service and month.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_home_care_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People given home care by month and kind.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People given home care by month and kind.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_home_care_user') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People given home care by month, with their attributes at its end.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_user';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People given home care by month, with their attributes at its end.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_home_care_user';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_payment') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Payments.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_payment';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Payments.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_payment';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_payment_person') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Payments by person, the amount shared out by the bridge''s weights.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_payment_person';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Payments by person, the amount shared out by the bridge''s weights.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_payment_person';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_person_attended') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People attended by month: a contact or a service in force.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_attended';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People attended by month: a contact or a service in force.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_attended';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_person_cohort') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_cohort';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the cohorts (col·lectius) that the services in force for them are meant for, and by month.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_cohort';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_person_served') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_served';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the services that served them and by month: a service in force or, for basic social care (1.1.1), any attention.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_served';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_person_served_line') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People by the lines of the Contracte Programa that pay, in the year, for the services that served them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_served_line';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People by the lines of the Contracte Programa that pay, in the year, for the services that served them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_person_served_line';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_population') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Inhabitants by municipality, sex, age group and year: reference, 1 January.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_population';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Inhabitants by municipality, sex, age group and year: reference, 1 January.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_population';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_problem_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Types of problem in force by person and month, with the last day in force and the person''s attributes on it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_problem_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Types of problem in force by person and month, with the last day in force and the person''s attributes on it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_problem_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_problem_person_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People with a problem in force by month, with their attributes on the last day they had one in it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_problem_person_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People with a problem in force by month, with their attributes on the last day they had one in it.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_problem_person_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_service') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_service';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Services and benefits asked for, decided, in force: an accumulating snapshot, one row each.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_service';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_service_pending_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Services asked for and not decided at each month end: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_service_pending_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Services asked for and not decided at each month end: a periodic snapshot.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_service_pending_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_staff_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_staff_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Professionals under contract at each month end: hours the month had to give, cases they lead and the people in them.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_staff_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.fact_telecare_month') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_telecare_month';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'People with telecare (1.1.2.2) in force on the last day of a month, with their attributes on that day.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'fact_telecare_month';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.kpi') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'kpi';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures of the area: numerator, denominator, value and status, by metric, period and breakdown.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'kpi';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.metric_supply') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'metric_supply';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Which days the data of each metric reach, the first day a period may begin and end on, and why there is none.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'metric_supply';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.network') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures of all areas together, as they may be seen outside.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'network';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures of all areas together, as they may be seen outside.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'network';
GO
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'bi.published') AND minor_id = 0 AND name = N'MS_Description')
EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'The figures that may be seen outside the area, suppressed together.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'published';
ELSE
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'The figures that may be seen outside the area, suppressed together.', @level0type = N'SCHEMA', @level0name = N'bi', @level1type = N'VIEW', @level1name = N'published';
GO
