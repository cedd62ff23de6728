import { openDb } from '/work/main/main/kernel/store/driver.ts'
import { openStore } from '/work/main/main/kernel/store/store.ts'
import { registry } from '/work/main/shared/registry.ts'
import { createIds } from '/work/main/main/host/threads.ts'
import { createJobEngine } from '/work/main/main/kernel/jobs/engine.ts'
import { importJob } from '/work/main/main/kernel/imports/import-job.ts'
import { rmSync, statSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
rmSync('/tmp/e/perf.db',{force:true});rmSync('/tmp/e/perf.db-wal',{force:true});rmSync('/tmp/e/perf.db-shm',{force:true})
const db=openDb('/tmp/e/perf.db',{key:Buffer.alloc(32,7)})
const store=await openStore({db,registry,newId:createIds(),now:Date.now})
const LIMIT=Number(process.argv[2]??1e9); const rows=parse(readFileSync('/tmp/e/ds/100k/contacts.csv'),{columns:true,delimiter:';'}) as any[]
const N=rows.length
const cand=(r:any,i:number)=>({line:i+2,type:'contact',data:{reference:r.ref,civility:'mr',firstName:r.first_name,lastName:r.last_name,emails:[{value:r.email}],phones:[{value:r.phone,label:'work'},{value:r.mobile,label:'mobile'}],jobTitle:r.job_title,address:{street:r.street,postcode:r.postcode,city:r.city,country:r.country},sector:'it',status:'client',...(r.birthday?{birthday:r.birthday}:{}),since:r.created,...(r.notes?{notes:r.notes}:{})},links:r.organisation?{organisation:r.organisation}:{},words:{},files:[],problems:[],source:[]})
const all=rows.slice(0,LIMIT).map(cand)
const orgs=(parse(readFileSync('/tmp/e/ds/100k/organisations.csv'),{columns:true,delimiter:';'}) as any[]).map((r,i)=>({line:i+2,type:'organisation',data:{name:r.name,phones:[{value:r.phone,label:'work'}],emails:[{value:r.email}],billingAddress:{street:r.street,postcode:r.postcode,city:r.city,country:r.country},sector:'it'},links:{},words:{},files:[],problems:[],source:[]}))
const open=(file:string)=>({chunks:(async function*(){const list=file==='o'?orgs:all; for(let i=0;i<list.length;i+=256) yield {candidates:list.slice(i,i+256) as any,read:(i+256)/list.length}})(),close:async()=>{}})
const jobs=createJobEngine({store,kinds:[importJob({store,files:null as any,open})],onBug:(e)=>{console.error(e);return 'x'},release:async()=>{}})
for (const f of ['o','c','c']) {
 const t=performance.now(); let worst=0; 
 const {job}=jobs.start({kind:'import',title:f,input:{file:f,name:f,plan:{format:'csv',type:f==='o'?'organisation':'contact'},dryRun:false,actor:'local'}})
 const v=await jobs.watch(job,()=>{},new AbortController().signal)
 const ms=performance.now()-t
 console.log(f,v.state,v.done,JSON.stringify(v.counts),v.error,Math.round(v.done/ms*1000),'rows/s', Math.round(process.memoryUsage().rss/1e6)+'MB')
}
db.pragma('wal_checkpoint(truncate)')
console.log('disk', Math.round(statSync('/tmp/e/perf.db').size/1e6))
console.log(db.sql("select name, sum(pgsize)/1000 kb from dbstat group by name order by 2 desc limit 30").all())
