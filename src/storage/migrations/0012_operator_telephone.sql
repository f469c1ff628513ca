-- Where to ring an operator who has taken a caller's case on the console, as the PBX names it (PJSIP/201, +81…).

alter table operator add column telephone text check (telephone <> '');
