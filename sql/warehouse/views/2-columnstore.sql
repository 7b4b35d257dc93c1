-- needs: columnstore
-- Written from the embedded star and powerbi/metrics.yaml by a test (see CONTRIBUTING.md).
IF INDEXPROPERTY(OBJECT_ID(N'mart.kpi'), N'cci_kpi', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_kpi ON mart.kpi;
GO
IF INDEXPROPERTY(OBJECT_ID(N'mart.metric_supply'), N'cci_metric_supply', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_metric_supply ON mart.metric_supply;
GO
IF INDEXPROPERTY(OBJECT_ID(N'mart.network'), N'cci_network', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_network ON mart.network;
GO
IF INDEXPROPERTY(OBJECT_ID(N'mart.published'), N'cci_published', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_published ON mart.published;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.bridge_case_person'), N'cci_bridge_case_person', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_bridge_case_person ON star.bridge_case_person;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.bridge_service_beneficiary'), N'cci_bridge_service_beneficiary', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_bridge_service_beneficiary ON star.bridge_service_beneficiary;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_absence'), N'cci_fact_absence', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_absence ON star.fact_absence;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_activity'), N'cci_fact_activity', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_activity ON star.fact_activity;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_appointment'), N'cci_fact_appointment', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_appointment ON star.fact_appointment;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_budget_month'), N'cci_fact_budget_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_budget_month ON star.fact_budget_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_case'), N'cci_fact_case', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_case ON star.fact_case;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_case_event'), N'cci_fact_case_event', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_case_event ON star.fact_case_event;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_case_month'), N'cci_fact_case_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_case_month ON star.fact_case_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_case_person_month'), N'cci_fact_case_person_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_case_person_month ON star.fact_case_person_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_contact'), N'cci_fact_contact', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_contact ON star.fact_contact;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_cost'), N'cci_fact_cost', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_cost ON star.fact_cost;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_demand'), N'cci_fact_demand', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_demand ON star.fact_demand;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_home_care_month'), N'cci_fact_home_care_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_home_care_month ON star.fact_home_care_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_home_care_person'), N'cci_fact_home_care_person', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_home_care_person ON star.fact_home_care_person;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_home_care_plan'), N'cci_fact_home_care_plan', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_home_care_plan ON star.fact_home_care_plan;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_home_care_user'), N'cci_fact_home_care_user', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_home_care_user ON star.fact_home_care_user;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_payment'), N'cci_fact_payment', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_payment ON star.fact_payment;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_payment_person'), N'cci_fact_payment_person', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_payment_person ON star.fact_payment_person;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_person_attended'), N'cci_fact_person_attended', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_person_attended ON star.fact_person_attended;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_person_cohort'), N'cci_fact_person_cohort', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_person_cohort ON star.fact_person_cohort;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_person_served'), N'cci_fact_person_served', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_person_served ON star.fact_person_served;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_person_served_line'), N'cci_fact_person_served_line', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_person_served_line ON star.fact_person_served_line;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_plan'), N'cci_fact_plan', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_plan ON star.fact_plan;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_population'), N'cci_fact_population', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_population ON star.fact_population;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_problem'), N'cci_fact_problem', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_problem ON star.fact_problem;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_problem_month'), N'cci_fact_problem_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_problem_month ON star.fact_problem_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_problem_person_month'), N'cci_fact_problem_person_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_problem_person_month ON star.fact_problem_person_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_service'), N'cci_fact_service', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_service ON star.fact_service;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_service_pending_month'), N'cci_fact_service_pending_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_service_pending_month ON star.fact_service_pending_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_staff_month'), N'cci_fact_staff_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_staff_month ON star.fact_staff_month;
GO
IF INDEXPROPERTY(OBJECT_ID(N'star.fact_telecare_month'), N'cci_fact_telecare_month', N'IndexID') IS NULL
CREATE CLUSTERED COLUMNSTORE INDEX cci_fact_telecare_month ON star.fact_telecare_month;
GO
